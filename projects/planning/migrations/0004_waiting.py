"""Plan items that wait for somebody."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """For the first tasks of somebody who sees thousands of projects."""

    dependencies = [("planning", "0003_separate_people")]

    operations = [
        migrations.AddIndex(
            model_name="planitem",
            index=models.Index(
                condition=models.Q(("status__in", ["submitted", "returned"])),
                fields=["status", "changed_at"],
                name="plan_item_waiting",
            ),
        ),
    ]
