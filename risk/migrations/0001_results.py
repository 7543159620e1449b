"""Results, their history, marks of changes and runs."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("projects", "0002_guards"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL("CREATE SEQUENCE risk_event_seq", "DROP SEQUENCE risk_event_seq"),
        migrations.CreateModel(
            name="DirtyProject",
            fields=[
                (
                    "project",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="projects.project",
                    ),
                ),
                ("since", models.DateTimeField(verbose_name="since")),
                ("seq", models.BigIntegerField(verbose_name="number of the last change")),
            ],
            options={
                "verbose_name": "project to recompute",
                "verbose_name_plural": "projects to recompute",
                "default_permissions": (),
                "indexes": [models.Index(fields=["since"], name="risk_dirty_since")],
            },
        ),
        migrations.CreateModel(
            name="RecomputeRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("nightly", "Every night"), ("on_demand", "On demand")],
                        max_length=10,
                        verbose_name="occasion",
                    ),
                ),
                ("as_of", models.DateField(verbose_name="as of")),
                ("requested_at", models.DateTimeField(auto_now_add=True, verbose_name="requested")),
                ("total", models.PositiveIntegerField(verbose_name="projects")),
                (
                    "finished_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="finished"),
                ),
                (
                    "requested_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "recomputation",
                "verbose_name_plural": "recomputations",
                "ordering": ["-id"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="RecomputeChunk",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "projects",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), size=None, verbose_name="projects"
                    ),
                ),
                ("size", models.PositiveIntegerField(verbose_name="number of projects")),
                ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="done")),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="chunks",
                        to="risk.recomputerun",
                    ),
                ),
            ],
            options={
                "verbose_name": "part of a recomputation",
                "verbose_name_plural": "parts of recomputations",
                "ordering": ["run", "id"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="RiskModel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.CharField(max_length=20, verbose_name="version")),
                (
                    "catalogue_hash",
                    models.CharField(max_length=64, verbose_name="SHA-256 of the catalogue"),
                ),
                (
                    "codes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10),
                        size=None,
                        verbose_name="indicators in order",
                    ),
                ),
                ("parameters", models.JSONField(verbose_name="parameters")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="first used")),
            ],
            options={
                "verbose_name": "risk model",
                "verbose_name_plural": "risk models",
                "ordering": ["id"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("version", "catalogue_hash", "codes"), name="risk_model_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RiskPoint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("as_of", models.DateField(verbose_name="as of")),
                ("stage", models.CharField(max_length=12, verbose_name="stage")),
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
                    "scores",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.FloatField(),
                        size=None,
                        verbose_name="scores, missing ones filled",
                    ),
                ),
                (
                    "contributions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.FloatField(), size=None, verbose_name="contributions"
                    ),
                ),
                (
                    "dimensions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.FloatField(), size=None, verbose_name="dimension scores"
                    ),
                ),
                ("aggregate", models.FloatField(verbose_name="aggregate")),
                ("guard", models.FloatField(verbose_name="with the dimension guard")),
                ("score", models.FloatField(verbose_name="score")),
                ("lo", models.FloatField(verbose_name="lower bound")),
                ("hi", models.FloatField(verbose_name="upper bound")),
                ("coverage", models.FloatField(verbose_name="coverage")),
                ("confidence", models.FloatField(verbose_name="confidence")),
                ("band", models.SmallIntegerField(verbose_name="band")),
                ("vetoes", models.BigIntegerField(verbose_name="open vetoes, a bit each")),
                ("event_seq", models.BigIntegerField(verbose_name="last change seen")),
                ("computed_at", models.DateTimeField(verbose_name="computed")),
                (
                    "model",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="risk.riskmodel",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="risk_points",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "risk history",
                "verbose_name_plural": "risk history",
                "ordering": ["project", "as_of"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="RiskResult",
            fields=[
                ("as_of", models.DateField(verbose_name="as of")),
                ("stage", models.CharField(max_length=12, verbose_name="stage")),
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
                    "scores",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.FloatField(),
                        size=None,
                        verbose_name="scores, missing ones filled",
                    ),
                ),
                (
                    "contributions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.FloatField(), size=None, verbose_name="contributions"
                    ),
                ),
                (
                    "dimensions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.FloatField(), size=None, verbose_name="dimension scores"
                    ),
                ),
                ("aggregate", models.FloatField(verbose_name="aggregate")),
                ("guard", models.FloatField(verbose_name="with the dimension guard")),
                ("score", models.FloatField(verbose_name="score")),
                ("lo", models.FloatField(verbose_name="lower bound")),
                ("hi", models.FloatField(verbose_name="upper bound")),
                ("coverage", models.FloatField(verbose_name="coverage")),
                ("confidence", models.FloatField(verbose_name="confidence")),
                ("band", models.SmallIntegerField(verbose_name="band")),
                ("vetoes", models.BigIntegerField(verbose_name="open vetoes, a bit each")),
                ("event_seq", models.BigIntegerField(verbose_name="last change seen")),
                ("computed_at", models.DateTimeField(verbose_name="computed")),
                (
                    "project",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="risk_result",
                        serialize=False,
                        to="projects.project",
                    ),
                ),
                (
                    "model",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="risk.riskmodel",
                    ),
                ),
            ],
            options={
                "verbose_name": "risk result",
                "verbose_name_plural": "risk results",
                "default_permissions": (),
            },
        ),
        migrations.AddConstraint(
            model_name="recomputerun",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "nightly")),
                fields=("as_of",),
                name="risk_run_nightly_once_a_day",
            ),
        ),
        migrations.AddIndex(
            model_name="recomputechunk",
            index=models.Index(
                condition=models.Q(("done_at__isnull", True)),
                fields=["run", "id"],
                name="risk_chunk_left",
            ),
        ),
        migrations.AddConstraint(
            model_name="riskpoint",
            constraint=models.UniqueConstraint(
                fields=("project", "as_of"), name="risk_point_once_a_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="riskresult",
            constraint=models.CheckConstraint(
                condition=models.Q(("band__range", (-1, 4))), name="risk_result_band"
            ),
        ),
        migrations.AddConstraint(
            model_name="riskresult",
            constraint=models.CheckConstraint(
                condition=models.Q(("coverage__range", (0, 1))),
                name="risk_result_coverage_is_a_share",
            ),
        ),
    ]
