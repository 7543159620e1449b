"""Gate reviews that wait for somebody."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """For the first tasks of somebody who sees thousands of projects."""

    dependencies = [("lifecycle", "0003_frozen_reviews")]

    operations = [
        migrations.AddIndex(
            model_name="gatereview",
            index=models.Index(
                condition=models.Q(("status__in", ["submitted", "returned"])),
                fields=["status", "project"],
                name="gate_review_waiting",
            ),
        ),
    ]
