"""Trying versions on all projects; and nobody approves a version in which they wrote."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

GUARD = """
CREATE OR REPLACE FUNCTION risk_guard_model_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'SOD-12: a version of the risk model is withdrawn, never deleted'
            USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.status <> 'draft' THEN
        RAISE EXCEPTION 'SOD-12: a published or withdrawn version of the risk model never changes'
            USING ERRCODE = 'check_violation';
    END IF;
    IF (NEW.drafted_by_id, NEW.drafted_at, NEW.authority_id)
       IS DISTINCT FROM (OLD.drafted_by_id, OLD.drafted_at, OLD.authority_id) THEN
        RAISE EXCEPTION 'SOD-12: who drafted a version of the risk model stays its author'
            USING ERRCODE = 'check_violation';
    END IF;{authors}
    RETURN NEW;
END $$;
"""
AUTHORS = """
    IF NOT NEW.authors @> OLD.authors
       OR (NEW.status = 'published' AND NEW.approved_by_id = ANY(NEW.authors)) THEN
        RAISE EXCEPTION 'SOD-12: nobody approves a version of the risk model that they wrote in'
            USING ERRCODE = 'check_violation';
    END IF;"""


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0007_allocation_rules"),
        ("risk", "0010_untreated_risks"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="modelversion",
            name="authors",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(),
                default=list,
                size=None,
                verbose_name="everybody who wrote in it",
            ),
        ),
        migrations.CreateModel(
            name="ModelReplay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("edition", models.PositiveIntegerField(verbose_name="state of the draft")),
                ("requested_at", models.DateTimeField(verbose_name="requested")),
                ("total", models.PositiveIntegerField(verbose_name="projects")),
                (
                    "finished_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="finished"),
                ),
                (
                    "model",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="replays",
                        to="risk.modelversion",
                    ),
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
                "verbose_name": "replay of a model",
                "verbose_name_plural": "replays of models",
                "ordering": ["-id"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ReplayedResult",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("as_of", models.DateField(verbose_name="as of")),
                ("score_before", models.FloatField(verbose_name="score")),
                ("band_before", models.SmallIntegerField(verbose_name="band")),
                ("score", models.FloatField(verbose_name="score under the version")),
                ("lo", models.FloatField(verbose_name="lower bound")),
                ("hi", models.FloatField(verbose_name="upper bound")),
                ("band", models.SmallIntegerField(verbose_name="band under the version")),
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
                    "replay",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="results",
                        to="risk.modelreplay",
                    ),
                ),
            ],
            options={
                "verbose_name": "replayed result",
                "verbose_name_plural": "replayed results",
                "ordering": ["replay", "project"],
                "default_permissions": (),
            },
        ),
        migrations.AddConstraint(
            model_name="modelreplay",
            constraint=models.UniqueConstraint(
                fields=("model", "edition"), name="risk_replay_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="replayedresult",
            constraint=models.UniqueConstraint(
                fields=("replay", "project"), name="risk_replayed_once"
            ),
        ),
        migrations.RunSQL(GUARD.replace("{authors}", AUTHORS), GUARD.replace("{authors}", "")),
    ]
