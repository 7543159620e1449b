"""Breaches by state and the date by which they are decided."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """For the first tasks of somebody who sees thousands of projects."""

    dependencies = [("prosecution", "0001_initial")]

    operations = [
        migrations.AddIndex(
            model_name="breach",
            index=models.Index(fields=["status", "decide_by", "id"], name="breach_waiting"),
        ),
    ]
