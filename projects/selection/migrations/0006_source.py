"""Tenders that were brought by an import."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """The id under which the source knows a tender; empty for one of the platform's own."""

    dependencies = [("selection", "0005_waiting")]

    operations = [
        migrations.AddField(
            model_name="tender",
            name="source_id",
            field=models.CharField(blank=True, default="", max_length=200),
            preserve_default=False,
        ),
    ]
