"""Delegations of absence: within one organisation, never to oneself, only ever revoked."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

GUARD = """
CREATE FUNCTION accounts_guard_delegation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF (NEW.organisation_id, NEW.delegator_id, NEW.delegate_id, NEW.valid_from, NEW.valid_to)
            IS DISTINCT FROM
            (OLD.organisation_id, OLD.delegator_id, OLD.delegate_id, OLD.valid_from, OLD.valid_to)
            OR OLD.revoked_at IS NOT NULL
        THEN
            RAISE EXCEPTION 'INV-6: a delegation is only ever revoked'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF (
        SELECT count(DISTINCT user_id) FROM accounts_membership
        WHERE organisation_id = NEW.organisation_id
            AND user_id IN (NEW.delegator_id, NEW.delegate_id)
            AND valid_from <= NEW.valid_to AND (valid_to IS NULL OR valid_to > NEW.valid_from)
    ) <> 2 THEN
        RAISE EXCEPTION 'INV-5: a delegation stays within one organisation'
            USING ERRCODE = 'check_violation';
    END IF;
    IF (SELECT count(DISTINCT person_key) = 1 AND count(person_key) = 2 FROM accounts_user
        WHERE id IN (NEW.delegator_id, NEW.delegate_id)) THEN
        RAISE EXCEPTION 'SOD-1: nobody stands in for themselves'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_delegation BEFORE INSERT OR UPDATE ON accounts_delegation
    FOR EACH ROW EXECUTE FUNCTION accounts_guard_delegation();
"""

UNDO = """
DROP TRIGGER guard_delegation ON accounts_delegation;
DROP FUNCTION accounts_guard_delegation();
"""


class Migration(migrations.Migration):
    """Delegations of absence, and to which person an account belongs."""

    dependencies = [
        ("accounts", "0004_system_user"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="person_key",
            field=models.CharField(
                blank=True,
                db_index=True,
                editable=False,
                max_length=64,
                null=True,
                verbose_name="person",
            ),
        ),
        migrations.CreateModel(
            name="Delegation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="reason")),
                ("valid_from", models.DateTimeField(verbose_name="valid from")),
                ("valid_to", models.DateTimeField(verbose_name="valid to")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="created"),
                ),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="revoked")),
                (
                    "revoke_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="reason for the end"),
                ),
                (
                    "delegate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stand_ins",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="stands in",
                    ),
                ),
                (
                    "delegator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="absences",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="absent",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="delegations",
                        to="accounts.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "delegation of absence",
                "verbose_name_plural": "delegations of absence",
                "ordering": ["-valid_from", "-id"],
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["delegate", "valid_to"], name="delegation_of_delegate"),
                    models.Index(fields=["delegator", "valid_to"], name="delegation_of_delegator"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("valid_to__gt", models.F("valid_from"))),
                        name="delegation_dates_ordered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("delegate", models.F("delegator")), _negated=True),
                        name="delegation_to_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("revoked_at__isnull", True), ("revoked_by__isnull", True)),
                            models.Q(("revoked_at__isnull", False), ("revoked_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="delegation_revoked_by_somebody",
                    ),
                ],
            },
        ),
        migrations.RunSQL(GUARD, UNDO),
    ]
