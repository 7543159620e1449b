"""Vetoes cleared by determination; what was determined never changes."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

KEEP = """
CREATE FUNCTION risk_keep_clearance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was determined about a veto never changes' USING ERRCODE = '23514';
END $$;
CREATE TRIGGER risk_clearance_never_changes BEFORE UPDATE ON risk_vetoclearance
    FOR EACH ROW EXECUTE FUNCTION risk_keep_clearance();
"""
LET_GO = """
DROP TRIGGER risk_clearance_never_changes ON risk_vetoclearance;
DROP FUNCTION risk_keep_clearance();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("evidence", "0004_retention_guards"),
        ("projects", "0009_rights_of_risk"),
        ("risk", "0011_model_replays"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="VetoClearance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("veto", models.CharField(max_length=12, verbose_name="veto")),
                (
                    "signature",
                    models.CharField(max_length=400, verbose_name="facts that it is about"),
                ),
                ("reasons", models.TextField(verbose_name="reasons")),
                (
                    "cleared_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="cleared"),
                ),
                (
                    "cleared_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="evidence.document",
                        verbose_name="evidence",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="projects.project",
                        verbose_name="project",
                    ),
                ),
            ],
            options={
                "verbose_name": "clearance of a veto",
                "verbose_name_plural": "clearances of vetoes",
                "ordering": ["-cleared_at", "-id"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("project", "veto", "signature"), name="risk_veto_cleared_once"
                    )
                ],
            },
        ),
        migrations.RunSQL(KEEP, LET_GO),
    ]
