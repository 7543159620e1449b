"""Bids that wait to be judged."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """For the first tasks of somebody who sees thousands of projects."""

    dependencies = [("selection", "0004_separate_people")]

    operations = [
        migrations.AddIndex(
            model_name="bid",
            index=models.Index(
                condition=models.Q(("status", "pending")), fields=["tender"], name="bid_waiting"
            ),
        ),
    ]
