"""What must hold of content, and guards: no disposal before its time, alone or under a hold."""

from django.db import migrations, models

FORWARD = """
CREATE FUNCTION evidence_guard_disposal_of_content() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.retained_until IS NULL AND OLD.retained_until IS NOT NULL
       OR NEW.retained_until < OLD.retained_until THEN
        RAISE EXCEPTION 'INV-6: a retention period is never shortened'
            USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.disposed_at IS NOT NULL AND NEW.disposed_at IS DISTINCT FROM OLD.disposed_at THEN
        RAISE EXCEPTION 'INV-6: what was disposed of stays so' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.disposed_at IS NULL OR OLD.disposed_at IS NOT NULL THEN
        RETURN NEW;
    END IF;
    IF (NEW.disposed_at AT TIME ZONE 'UTC')::date <= OLD.retained_until THEN
        RAISE EXCEPTION 'INV-6: its retention has not ended' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT 1 FROM evidence_hold WHERE project_id = NEW.project_id
               AND (document_id IS NULL OR document_id = NEW.id) AND released_at IS NULL) THEN
        RAISE EXCEPTION 'INV-6: it is under a legal hold' USING ERRCODE = 'check_violation';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM evidence_disposal
                   WHERE document_id = NEW.id AND state = 'approved') THEN
        RAISE EXCEPTION 'SOD-1: no second person approved its disposal'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_disposal_of_content BEFORE UPDATE ON evidence_document
    FOR EACH ROW EXECUTE FUNCTION evidence_guard_disposal_of_content();

CREATE FUNCTION evidence_guard_hold() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'INV-6: a hold is released, never deleted'
            USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.released_at IS NOT NULL OR
       (NEW.project_id, NEW.document_id, NEW.reason, NEW.placed_by_id, NEW.placed_at)
       IS DISTINCT FROM
       (OLD.project_id, OLD.document_id, OLD.reason, OLD.placed_by_id, OLD.placed_at) THEN
        RAISE EXCEPTION 'INV-6: a hold stays as it was placed and released'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_hold BEFORE UPDATE OR DELETE ON evidence_hold
    FOR EACH ROW EXECUTE FUNCTION evidence_guard_hold();

CREATE FUNCTION evidence_guard_disposal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'INV-6: a disposal is never deleted' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.state <> 'proposed' OR
       (NEW.project_id, NEW.document_id, NEW.reason, NEW.proposed_by_id, NEW.proposed_at)
       IS DISTINCT FROM
       (OLD.project_id, OLD.document_id, OLD.reason, OLD.proposed_by_id, OLD.proposed_at) THEN
        RAISE EXCEPTION 'INV-6: a disposal stays as it was proposed and decided'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_disposal BEFORE UPDATE OR DELETE ON evidence_disposal
    FOR EACH ROW EXECUTE FUNCTION evidence_guard_disposal();
"""

BACKWARD = """
DROP TRIGGER guard_disposal ON evidence_disposal;
DROP FUNCTION evidence_guard_disposal();
DROP TRIGGER guard_hold ON evidence_hold;
DROP FUNCTION evidence_guard_hold();
DROP TRIGGER guard_disposal_of_content ON evidence_document;
DROP FUNCTION evidence_guard_disposal_of_content();
"""


class Migration(migrations.Migration):
    """Constraints and triggers."""

    dependencies = [("evidence", "0003_scans_holds_disposals_parts")]

    operations = [
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    models.Q(("sha256", ""), _negated=True), ("disposed_at__isnull", True)
                ),
                fields=("project", "organisation", "sha256"),
                name="document_content_once_per_party",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("sha256", ""), ("scan", "")),
                    models.Q(
                        models.Q(("sha256", ""), _negated=True),
                        models.Q(("scan", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="document_scan_of_content",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("scan__in", ["clean", "infected"]), _negated=True),
                    ("scanned_at__isnull", False),
                    _connector="OR",
                ),
                name="document_scan_has_its_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("sha256", ""), ("retained_until__isnull", False), _connector="OR"
                ),
                name="document_content_is_retained",
            ),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
