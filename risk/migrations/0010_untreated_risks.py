"""What an open risk and a measure are called."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("risk", "0009_alerts"),
    ]

    operations = [
        migrations.AlterField(
            model_name="riskentry",
            name="status",
            field=models.CharField(
                choices=[
                    ("open", "Not treated yet"),
                    ("treated", "Treated"),
                    ("accepted", "Accepted"),
                    ("closed", "Closed"),
                ],
                default="open",
                max_length=8,
                verbose_name="status",
            ),
        ),
        migrations.AlterField(
            model_name="riskmeasure",
            name="text",
            field=models.TextField(verbose_name="what is to be done"),
        ),
    ]
