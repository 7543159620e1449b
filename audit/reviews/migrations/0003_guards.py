"""After issue nobody edits a finding; neither findings nor reviews disappear."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION reviews_guard_finding() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'INV-6: an audit finding is never deleted'
            USING ERRCODE = 'check_violation';
    END IF;
    IF (NEW.project_id, NEW.review_id, NEW.number, NEW.organisation_id, NEW.raised_by_id)
        IS DISTINCT FROM
       (OLD.project_id, OLD.review_id, OLD.number, OLD.organisation_id, OLD.raised_by_id) THEN
        RAISE EXCEPTION 'INV-4: an audit finding stays in its review'
            USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.issued_at IS NOT NULL AND
       (NEW.title, NEW.severity, NEW.criterion, NEW.condition, NEW.cause, NEW.effect,
        NEW.recommendation, NEW.due, NEW.addressee_id, NEW.issued_at)
        IS DISTINCT FROM
       (OLD.title, OLD.severity, OLD.criterion, OLD.condition, OLD.cause, OLD.effect,
        OLD.recommendation, OLD.due, OLD.addressee_id, OLD.issued_at) THEN
        RAISE EXCEPTION 'INV-4: nobody edits an issued audit finding'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_finding BEFORE UPDATE OR DELETE ON reviews_auditfinding
    FOR EACH ROW EXECUTE FUNCTION reviews_guard_finding();
CREATE FUNCTION reviews_guard_evidence() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changed reviews_auditfinding_evidence%ROWTYPE;
BEGIN
    changed := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    IF EXISTS (
        SELECT 1 FROM reviews_auditfinding
        WHERE id = changed.auditfinding_id AND issued_at IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'INV-4: nobody edits the evidence of an issued audit finding'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN changed;
END $$;
CREATE TRIGGER guard_evidence BEFORE INSERT OR UPDATE OR DELETE ON reviews_auditfinding_evidence
    FOR EACH ROW EXECUTE FUNCTION reviews_guard_evidence();
CREATE FUNCTION reviews_guard_review() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'INV-6: an audit review is never deleted'
            USING ERRCODE = 'check_violation';
    END IF;
    IF (NEW.project_id, NEW.engagement_id, NEW.opened_by_id, NEW.opened_at) IS DISTINCT FROM
       (OLD.project_id, OLD.engagement_id, OLD.opened_by_id, OLD.opened_at) THEN
        RAISE EXCEPTION 'INV-4: an audit review stays in its engagement'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_review BEFORE UPDATE OR DELETE ON reviews_review
    FOR EACH ROW EXECUTE FUNCTION reviews_guard_review();
"""

BACKWARD = """
DROP TRIGGER guard_review ON reviews_review;
DROP FUNCTION reviews_guard_review();
DROP TRIGGER guard_evidence ON reviews_auditfinding_evidence;
DROP FUNCTION reviews_guard_evidence();
DROP TRIGGER guard_finding ON reviews_auditfinding;
DROP FUNCTION reviews_guard_finding();
"""


class Migration(migrations.Migration):
    """Triggers on reviews, findings and their evidence."""

    dependencies = [("reviews", "0002_protocol")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
