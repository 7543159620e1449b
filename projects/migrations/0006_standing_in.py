"""Who stands in holds only what the absent person holds, and decisions name both."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

GUARD = """
CREATE FUNCTION projects_guard_lent_grant() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    absence record;
    is_held boolean;
BEGIN
    IF NEW.basis NOT LIKE 'delegation %' THEN
        RETURN NEW;
    END IF;
    SELECT * INTO absence FROM accounts_delegation
    WHERE id = substring(NEW.basis FROM 12)::bigint
        AND delegate_id = NEW.user_id AND organisation_id = NEW.organisation_id
        AND valid_from <= NEW.valid_from AND valid_to >= NEW.valid_to;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'INV-5: a lent grant follows a delegation of the same organisation'
            USING ERRCODE = 'check_violation';
    END IF;
    EXECUTE format(
        'SELECT EXISTS (SELECT 1 FROM %I WHERE user_id = $1 AND permission_id = $2'
        ' AND content_object_id = $3 AND organisation_id = $4'
        ' AND basis NOT LIKE ''delegation %%'')', TG_TABLE_NAME
    ) INTO is_held
    USING absence.delegator_id, NEW.permission_id, NEW.content_object_id, NEW.organisation_id;
    IF NOT is_held THEN
        RAISE EXCEPTION 'INV-5: only what the absent person holds by a role is lent'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_lent_grant BEFORE INSERT OR UPDATE ON projects_agencygrant
    FOR EACH ROW EXECUTE FUNCTION projects_guard_lent_grant();
CREATE TRIGGER guard_lent_grant BEFORE INSERT OR UPDATE ON projects_projectgrant
    FOR EACH ROW EXECUTE FUNCTION projects_guard_lent_grant();
"""

UNDO = """
DROP TRIGGER guard_lent_grant ON projects_projectgrant;
DROP TRIGGER guard_lent_grant ON projects_agencygrant;
DROP FUNCTION projects_guard_lent_grant();
"""


class Migration(migrations.Migration):
    """Guards of lent grants, and in the log of decisions for whom somebody stood in."""

    dependencies = [
        ("accounts", "0005_delegation"),
        ("projects", "0005_keep_records"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="decision",
            name="acting_for",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="standing in for",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("acting_for__isnull", True),
                    models.Q(("acting_for", models.F("decided_by")), _negated=True),
                    _connector="OR",
                ),
                name="decision_for_another",
            ),
        ),
        migrations.RunSQL(GUARD, UNDO),
    ]
