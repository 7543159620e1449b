"""Allocations with deemed days, clause and decision; shares that add up; first openings."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

# rows from before the number of days was asked for
DAYS = "UPDATE projects_allocation SET deemed_days = 10 WHERE mode = 'deemed'"

RULES = """
CREATE FUNCTION projects_check_allocation() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    weighty CONSTANT text[] := ARRAY['P1','P2','P3','P5','M1','M2','M3','M4','S1','S3','S4','S5',
        'A3','A4','A5','X2','X4','X5','X6'];
    total numeric;
    government numeric;
BEGIN
    SELECT coalesce(sum(share), 0), coalesce(sum(share) FILTER (WHERE holder = 'G'), 0)
    INTO total, government
    FROM projects_allocation
    WHERE project_id = NEW.project_id AND point = NEW.point AND valid_to IS NULL;
    IF total <> 1 THEN
        RAISE EXCEPTION 'the shares of % must add up to 1, not %', NEW.point, total
            USING ERRCODE = 'check_violation';
    END IF;
    IF government = 0 AND NEW.point = ANY (weighty) THEN
        RAISE EXCEPTION 'INV-5: % is reserved and cannot go without government', NEW.point
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER check_allocation AFTER INSERT OR UPDATE ON projects_allocation
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION projects_check_allocation();
CREATE FUNCTION projects_keep_allocation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'INV-6: an allocation is closed, never deleted'
            USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.valid_to IS NOT NULL OR NEW.valid_to IS NULL
        OR (to_jsonb(NEW) - 'valid_to') <> (to_jsonb(OLD) - 'valid_to') THEN
        RAISE EXCEPTION 'INV-6: an allocation is closed, never changed'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keep_allocation BEFORE UPDATE OR DELETE ON projects_allocation
    FOR EACH ROW EXECUTE FUNCTION projects_keep_allocation();
"""

UNDO = """
DROP TRIGGER keep_allocation ON projects_allocation;
DROP FUNCTION projects_keep_allocation();
DROP TRIGGER check_allocation ON projects_allocation;
DROP FUNCTION projects_check_allocation();
"""


class Migration(migrations.Migration):
    """Columns, then the rows that were there, then constraints and triggers."""

    dependencies = [
        ("projects", "0006_standing_in"),
        ("selection", "0003_guards"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Opening",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("subject_type", models.CharField(max_length=80)),
                ("subject_id", models.BigIntegerField()),
                (
                    "opened_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="first opened"
                    ),
                ),
            ],
            options={
                "verbose_name": "first opening",
                "verbose_name_plural": "first openings",
                "default_permissions": (),
            },
        ),
        migrations.AddField(
            model_name="allocation",
            name="clause",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="selection.ownershipclause",
                verbose_name="clause",
            ),
        ),
        migrations.AddField(
            model_name="allocation",
            name="decision",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="projects.decision",
                verbose_name="decision",
            ),
        ),
        migrations.AddField(
            model_name="allocation",
            name="deemed_days",
            field=models.PositiveSmallIntegerField(
                blank=True, null=True, verbose_name="consent is deemed after days"
            ),
        ),
        migrations.AddField(
            model_name="allocation",
            name="is_consenting",
            field=models.BooleanField(default=False, verbose_name="only consents"),
        ),
        migrations.AddField(
            model_name="decision",
            name="opened_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="first opened"),
        ),
        migrations.RunSQL(DAYS, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="allocation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to__isnull", True),
                    ("valid_to__gte", models.F("valid_from")),
                    _connector="OR",
                ),
                name="allocation_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="allocation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("deemed_days__gte", 1), ("mode", "deemed")),
                    models.Q(
                        models.Q(("mode", "deemed"), _negated=True), ("deemed_days__isnull", True)
                    ),
                    _connector="OR",
                ),
                name="allocation_deemed_after_days",
            ),
        ),
        migrations.AddField(
            model_name="opening",
            name="project",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                to="projects.project",
                verbose_name="project",
            ),
        ),
        migrations.AddField(
            model_name="opening",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="opening",
            constraint=models.UniqueConstraint(
                fields=("user", "subject_type", "subject_id"), name="opening_once"
            ),
        ),
        migrations.RunSQL(RULES, UNDO),
    ]
