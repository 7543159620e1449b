"""Sealed bids hold against bugs and shells: received in time, never altered, opened late."""

from django.db import migrations

BIDS = """
CREATE FUNCTION selection_guard_bid() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    deadline timestamptz;
BEGIN
    IF NEW.source_id <> '' THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'INSERT' THEN
        SELECT period_end INTO deadline FROM selection_tender WHERE id = NEW.tender_id;
        IF NEW.submitted_at IS NOT NULL AND NEW.submitted_at >= deadline THEN
            RAISE EXCEPTION 'BID-LATE: received after the deadline'
                USING ERRCODE = 'check_violation';
        END IF;
    ELSIF (NEW.tender_id, NEW.bidder_id, NEW.currency, NEW.summary, NEW.digest)
            IS DISTINCT FROM
            (OLD.tender_id, OLD.bidder_id, OLD.currency, OLD.summary, OLD.digest)
        OR NEW.amount IS DISTINCT FROM OLD.amount
        OR NEW.submitted_at IS DISTINCT FROM OLD.submitted_at THEN
        RAISE EXCEPTION 'INV-3: a bid is never altered' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_bid BEFORE INSERT OR UPDATE ON selection_bid
    FOR EACH ROW EXECUTE FUNCTION selection_guard_bid();
"""

TENDERS = """
CREATE FUNCTION selection_guard_opening() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.opened_at < NEW.period_end AND EXISTS (
        SELECT 1 FROM selection_bid WHERE tender_id = NEW.id AND source_id = ''
    ) THEN
        RAISE EXCEPTION 'INV-7: bids are not opened before the deadline'
            USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.opened_at IS NULL AND OLD.published_at IS NOT NULL
        AND NEW.period_end IS DISTINCT FROM OLD.period_end AND EXISTS (
        SELECT 1 FROM selection_bid WHERE tender_id = NEW.id AND source_id = ''
    ) THEN
        RAISE EXCEPTION 'INV-7: the deadline of sealed bids does not move'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_opening BEFORE UPDATE ON selection_tender
    FOR EACH ROW EXECUTE FUNCTION selection_guard_opening();
"""

UNDO = """
DROP TRIGGER guard_opening ON selection_tender;
DROP FUNCTION selection_guard_opening();
DROP TRIGGER guard_bid ON selection_bid;
DROP FUNCTION selection_guard_bid();
"""


class Migration(migrations.Migration):
    """Triggers on bids and on the opening."""

    dependencies = [("selection", "0002_working_fields")]

    operations = [migrations.RunSQL(BIDS + TENDERS, UNDO)]
