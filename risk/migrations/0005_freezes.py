"""What gates freeze, ages of values, and which gates froze values of a result."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("lifecycle", "0003_frozen_reviews"),
        ("projects", "0008_scope"),
        ("risk", "0004_uncertainty"),
    ]

    operations = [
        migrations.AddField(
            model_name="riskpoint",
            name="ages",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.SmallIntegerField(),
                default=list,
                size=None,
                verbose_name="ages in days, -1 unknown",
            ),
        ),
        migrations.AddField(
            model_name="riskpoint",
            name="frozen",
            field=models.SmallIntegerField(
                default=0, verbose_name="gates that froze values, a bit each"
            ),
        ),
        migrations.AddField(
            model_name="riskresult",
            name="ages",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.SmallIntegerField(),
                default=list,
                size=None,
                verbose_name="ages in days, -1 unknown",
            ),
        ),
        migrations.AddField(
            model_name="riskresult",
            name="frozen",
            field=models.SmallIntegerField(
                default=0, verbose_name="gates that froze values, a bit each"
            ),
        ),
        migrations.CreateModel(
            name="Freeze",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "gate",
                    models.CharField(
                        choices=[
                            ("G1", "G1 Plan approved"),
                            ("G2", "G2 Contract effective"),
                            ("G3", "G3 Ready for acceptance"),
                            ("G4", "G4 Final acceptance"),
                            ("G5", "G5 Closure or re-tender decided"),
                        ],
                        max_length=2,
                        verbose_name="gate",
                    ),
                ),
                ("frozen_on", models.DateField(verbose_name="gate passed")),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("run", "as the run of that day found it"),
                            ("records", "computed later, from the records as of that day"),
                        ],
                        max_length=10,
                        verbose_name="how it is known",
                    ),
                ),
                (
                    "codes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10),
                        size=None,
                        verbose_name="indicators in order",
                    ),
                ),
                (
                    "inputs",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.FloatField(), size=None, verbose_name="measured values"
                    ),
                ),
                (
                    "states",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.SmallIntegerField(), size=None, verbose_name="states"
                    ),
                ),
                (
                    "ages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.SmallIntegerField(),
                        size=None,
                        verbose_name="ages in days, -1 unknown",
                    ),
                ),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="frozen")),
                (
                    "project",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="projects.project",
                        verbose_name="project",
                    ),
                ),
                (
                    "review",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="lifecycle.gatereview",
                    ),
                ),
            ],
            options={
                "verbose_name": "frozen values",
                "verbose_name_plural": "frozen values",
                "ordering": ["project", "gate"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("project", "gate"), name="risk_freeze_once_a_gate"
                    )
                ],
            },
        ),
    ]
