"""Fields of the work on supervision, and guards: what was reported or found stays as it was."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

FORWARD = """
CREATE FUNCTION supervision_guard_report() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.project_id, NEW.contract_id, NEW.as_of, NEW.number, NEW.bac, NEW.pv, NEW.ev, NEW.ac,
        NEW.ac_view, NEW.narrative, NEW.organisation_id, NEW.submitted_by_id, NEW.submitted_at)
        IS DISTINCT FROM
       (OLD.project_id, OLD.contract_id, OLD.as_of, OLD.number, OLD.bac, OLD.pv, OLD.ev, OLD.ac,
        OLD.ac_view, OLD.narrative, OLD.organisation_id, OLD.submitted_by_id, OLD.submitted_at)
    THEN
        RAISE EXCEPTION 'INV-3: a status report is never changed; submit a corrected version'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_report BEFORE UPDATE ON supervision_statusreport
    FOR EACH ROW EXECUTE FUNCTION supervision_guard_report();
CREATE FUNCTION supervision_guard_finding() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.project_id, NEW.number, NEW.title, NEW.text, NEW.severity, NEW.organisation_id,
        NEW.addressee_id, NEW.raised_by_id, NEW.raised_at)
        IS DISTINCT FROM
       (OLD.project_id, OLD.number, OLD.title, OLD.text, OLD.severity, OLD.organisation_id,
        OLD.addressee_id, OLD.raised_by_id, OLD.raised_at)
    THEN
        RAISE EXCEPTION 'INV-4: an issued finding is never edited'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_finding BEFORE UPDATE ON supervision_finding
    FOR EACH ROW EXECUTE FUNCTION supervision_guard_finding();
"""

BACKWARD = """
DROP TRIGGER guard_finding ON supervision_finding;
DROP FUNCTION supervision_guard_finding();
DROP TRIGGER guard_report ON supervision_statusreport;
DROP FUNCTION supervision_guard_report();
"""


class Migration(migrations.Migration):
    """Verification, returns, proposers, refusals and who must be somebody else."""

    dependencies = [
        ("accounts", "0004_system_user"),
        ("projects", "0002_guards"),
        ("selection", "0002_working_fields"),
        ("supervision", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="changerequest",
            name="procurement_reference",
            field=models.CharField(blank=True, max_length=300, verbose_name="procurement decision"),
        ),
        migrations.AddField(
            model_name="changerequest",
            name="proposer",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.organisation",
                verbose_name="proposed by",
            ),
        ),
        migrations.AddField(
            model_name="finding",
            name="return_note",
            field=models.TextField(blank=True, verbose_name="why it was returned"),
        ),
        migrations.AddField(
            model_name="milestone",
            name="descoped_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="supervision.changerequest",
                verbose_name="dropped by the change",
            ),
        ),
        migrations.AddField(
            model_name="payment",
            name="refused_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="refused"),
        ),
        migrations.AddField(
            model_name="payment",
            name="refused_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="statusreport",
            name="correction_reason",
            field=models.TextField(blank=True, verbose_name="reason for the correction"),
        ),
        migrations.AddField(
            model_name="statusreport",
            name="verification_note",
            field=models.TextField(blank=True, verbose_name="note of the verification"),
        ),
        migrations.AlterField(
            model_name="milestone",
            name="status",
            field=models.CharField(
                choices=[
                    ("scheduled", "Scheduled"),
                    ("met", "Met"),
                    ("partiallyMet", "Partially met"),
                    ("notMet", "Not met"),
                    ("descoped", "Descoped"),
                ],
                default="scheduled",
                max_length=12,
                verbose_name="status",
            ),
        ),
        migrations.AddConstraint(
            model_name="changerequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("assessed_by__isnull", True),
                    models.Q(("assessed_by", models.F("proposed_by")), _negated=True),
                    _connector="OR",
                ),
                name="change_assessed_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(("organisation", models.F("addressee")), _negated=True),
                name="finding_not_to_oneself",
            ),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("descoped_by__isnull", False), ("status", "descoped")),
                    models.Q(
                        models.Q(("status", "descoped"), _negated=True),
                        ("descoped_by__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="milestone_descoped_by_a_change",
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("certified_by__isnull", True),
                    models.Q(("certified_by", models.F("claimed_by")), _negated=True),
                    _connector="OR",
                ),
                name="payment_certified_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("approved_by__isnull", True),
                    models.Q(
                        models.Q(("approved_by", models.F("claimed_by")), _negated=True),
                        models.Q(("approved_by", models.F("certified_by")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="payment_approved_by_a_third",
            ),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
