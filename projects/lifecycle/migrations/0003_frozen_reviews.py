"""A decided review never changes, except that a passed one is reopened; nothing is deleted."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION lifecycle_guard_review() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'INV-6: a gate review is never deleted'
            USING ERRCODE = 'check_violation';
    END IF;
    IF (NEW.project_id, NEW.gate, NEW.round, NEW.submitted_by_id, NEW.submitted_at, NEW.note)
        IS DISTINCT FROM
        (OLD.project_id, OLD.gate, OLD.round, OLD.submitted_by_id, OLD.submitted_at, OLD.note)
    THEN
        RAISE EXCEPTION 'INV-6: what was submitted to a gate never changes'
            USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.status = 'submitted' THEN
        IF NEW.status NOT IN ('submitted', 'passed', 'returned') THEN
            RAISE EXCEPTION 'INV-6: an open review is passed or returned'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.status <> OLD.status AND (OLD.status, NEW.status) <> ('passed', 'reopened') THEN
        RAISE EXCEPTION 'INV-6: a decided review keeps its outcome'
            USING ERRCODE = 'check_violation';
    END IF;
    IF (NEW.snapshot, NEW.snapshot_digest, NEW.reviewed_by_id, NEW.reviewed_at, NEW.reasons)
        IS DISTINCT FROM
        (OLD.snapshot, OLD.snapshot_digest, OLD.reviewed_by_id, OLD.reviewed_at, OLD.reasons)
    THEN
        RAISE EXCEPTION 'INV-6: the snapshot of a decided gate is frozen'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_review BEFORE UPDATE OR DELETE ON lifecycle_gatereview
    FOR EACH ROW EXECUTE FUNCTION lifecycle_guard_review();
CREATE FUNCTION lifecycle_guard_word() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'INV-6: nothing that was attested or waived is deleted'
            USING ERRCODE = 'check_violation';
    END IF;
    IF TG_TABLE_NAME = 'lifecycle_attestation' THEN
        IF OLD.superseded_at IS NULL
            AND to_jsonb(NEW) - 'superseded_at' = to_jsonb(OLD) - 'superseded_at' THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'INV-6: an attestation or waiver is never changed'
        USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER guard_attestation BEFORE UPDATE OR DELETE ON lifecycle_attestation
    FOR EACH ROW EXECUTE FUNCTION lifecycle_guard_word();
CREATE TRIGGER guard_waiver BEFORE UPDATE OR DELETE ON lifecycle_waiver
    FOR EACH ROW EXECUTE FUNCTION lifecycle_guard_word();
"""

BACKWARD = """
DROP TRIGGER guard_waiver ON lifecycle_waiver;
DROP TRIGGER guard_attestation ON lifecycle_attestation;
DROP FUNCTION lifecycle_guard_word();
DROP TRIGGER guard_review ON lifecycle_gatereview;
DROP FUNCTION lifecycle_guard_review();
"""


class Migration(migrations.Migration):
    """Triggers on reviews, attestations and waivers."""

    dependencies = [("lifecycle", "0002_waivers_end")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
