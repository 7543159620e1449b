"""Conditions by their date while they wait to be met."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """For the first tasks of somebody who sees thousands of projects."""

    dependencies = [("acceptance", "0002_assets")]

    operations = [
        migrations.AddIndex(
            model_name="condition",
            index=models.Index(
                condition=models.Q(("met_on__isnull", True)),
                fields=["due", "id"],
                name="condition_waiting",
            ),
        ),
        migrations.AddIndex(
            model_name="deliverable",
            index=models.Index(
                condition=models.Q(("status", "submitted")),
                fields=["project"],
                name="deliverable_waiting",
            ),
        ),
    ]
