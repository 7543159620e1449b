"""Invariants of ownership and control rights, where no bug and no superuser can bend them."""

from django.db import migrations

GRANTS = """
CREATE FUNCTION projects_guard_grant() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    granted text;
    party text;
BEGIN
    SELECT codename INTO granted FROM auth_permission WHERE id = NEW.permission_id;
    SELECT kind INTO party FROM accounts_organisation WHERE id = NEW.organisation_id;
    IF party <> 'government' THEN
        IF granted <> ALL (ARRAY[
            'a2', 'acknowledge', 'assess', 'audit', 'bid', 'certify', 'comment',
            'inspect', 'm6', 'p6', 'propose_change', 'respond', 's2', 's6',
            'submit', 'test', 'upload_evidence', 'view_acceptance',
            'view_allocation', 'view_bids', 'view_contract', 'view_evidence',
            'view_findings', 'view_own', 'view_payments', 'view_planning',
            'view_project', 'view_prosecution', 'view_reviews', 'view_risk',
            'view_selection', 'view_supervision', 'view_trail', 'x3'
        ]) THEN
            RAISE EXCEPTION 'INV-5: % cannot be granted outside government', granted
                USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.valid_to IS NULL THEN
            RAISE EXCEPTION 'INV-2: a grant outside government needs an end'
                USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM accounts_membership
        WHERE user_id = NEW.user_id AND organisation_id = NEW.organisation_id
    ) THEN
        RAISE EXCEPTION 'INV-2: a grant needs a membership'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_grant BEFORE INSERT OR UPDATE ON projects_agencygrant
    FOR EACH ROW EXECUTE FUNCTION projects_guard_grant();
CREATE TRIGGER guard_grant BEFORE INSERT OR UPDATE ON projects_projectgrant
    FOR EACH ROW EXECUTE FUNCTION projects_guard_grant();
CREATE FUNCTION projects_guard_agency_grant() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT kind FROM accounts_organisation WHERE id = NEW.organisation_id) <> 'government' THEN
        RAISE EXCEPTION 'INV-2: only government holds rights on a whole agency'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_agency_grant BEFORE INSERT OR UPDATE ON projects_agencygrant
    FOR EACH ROW EXECUTE FUNCTION projects_guard_agency_grant();
"""

OWNER = """
CREATE FUNCTION projects_guard_owner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT kind FROM accounts_organisation WHERE id = NEW.owner_id) <> 'government' THEN
        RAISE EXCEPTION 'INV-1: only a government organisation can own a project'
            USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.owner_id <> OLD.owner_id THEN
        RAISE EXCEPTION 'INV-1: ownership changes only by a transfer decision'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_owner BEFORE INSERT OR UPDATE ON projects_project
    FOR EACH ROW EXECUTE FUNCTION projects_guard_owner();
CREATE FUNCTION accounts_guard_kind() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.kind <> OLD.kind THEN
        RAISE EXCEPTION 'INV-1: an organisation keeps its kind'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_kind BEFORE UPDATE ON accounts_organisation
    FOR EACH ROW EXECUTE FUNCTION accounts_guard_kind();
"""

DECISIONS = """
CREATE FUNCTION projects_guard_decision() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    reserved CONSTANT text[] := ARRAY['P1','P2','P3','P4','P5','M1','M2','M3','M4','M5','S1','S3',
        'S4','S5','A1','A3','A4','A5','A6','X1','X2','X4','X5','X6'];
    party text;
BEGIN
    IF TG_OP <> 'INSERT' THEN
        RAISE EXCEPTION 'INV-6: a decision is never changed or deleted'
            USING ERRCODE = 'check_violation';
    END IF;
    SELECT kind INTO party FROM accounts_organisation WHERE id = NEW.organisation_id;
    IF party <> 'government' AND NEW.point = ANY (reserved) THEN
        RAISE EXCEPTION 'INV-5: % is reserved to government', NEW.point
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_decision BEFORE INSERT OR UPDATE OR DELETE ON projects_decision
    FOR EACH ROW EXECUTE FUNCTION projects_guard_decision();
"""

UNDO = """
DROP TRIGGER guard_decision ON projects_decision;
DROP FUNCTION projects_guard_decision();
DROP TRIGGER guard_kind ON accounts_organisation;
DROP FUNCTION accounts_guard_kind();
DROP TRIGGER guard_owner ON projects_project;
DROP FUNCTION projects_guard_owner();
DROP TRIGGER guard_agency_grant ON projects_agencygrant;
DROP FUNCTION projects_guard_agency_grant();
DROP TRIGGER guard_grant ON projects_projectgrant;
DROP TRIGGER guard_grant ON projects_agencygrant;
DROP FUNCTION projects_guard_grant();
"""


class Migration(migrations.Migration):
    """Triggers on grants, ownership and decisions."""

    dependencies = [("projects", "0001_initial")]

    operations = [migrations.RunSQL(GRANTS + OWNER + DECISIONS, UNDO)]
