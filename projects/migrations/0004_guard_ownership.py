"""Transfers, subcontracts and emergencies, where no bug, shell or superuser can bend them."""

from django.db import migrations

OWNER = """
CREATE OR REPLACE FUNCTION projects_guard_owner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT kind FROM accounts_organisation WHERE id = NEW.owner_id) <> 'government' THEN
        RAISE EXCEPTION 'INV-1: only a government organisation can own a project'
            USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.owner_id <> OLD.owner_id AND NOT EXISTS (
        SELECT 1 FROM projects_ownershiptransfer
        WHERE project_id = NEW.id AND giver_id = OLD.owner_id AND taker_id = NEW.owner_id
            AND status = 'approved' AND approved_in = txid_current()
    ) THEN
        RAISE EXCEPTION 'INV-1: ownership changes only by a transfer decision'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
"""

OWNER_BEFORE = """
CREATE OR REPLACE FUNCTION projects_guard_owner() RETURNS trigger LANGUAGE plpgsql AS $$
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
"""

ABOVE = """
CREATE FUNCTION projects_is_above(upper_id bigint, lower_id bigint) RETURNS boolean
LANGUAGE sql STABLE AS $$
    WITH RECURSIVE line(id) AS (
        SELECT parent_id FROM accounts_organisation WHERE id = lower_id
        UNION
        SELECT o.parent_id FROM accounts_organisation o JOIN line ON o.id = line.id
    ) SELECT EXISTS (SELECT 1 FROM line WHERE id = upper_id)
$$;
"""

TRANSFER = """
CREATE FUNCTION projects_guard_transfer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'INV-6: a transfer is never deleted' USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.status <> 'proposed' THEN
        RAISE EXCEPTION 'INV-6: a decided transfer is never changed'
            USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND
       (NEW.project_id, NEW.giver_id, NEW.taker_id, NEW.authority_id, NEW.proposed_by_id)
        IS DISTINCT FROM
       (OLD.project_id, OLD.giver_id, OLD.taker_id, OLD.authority_id, OLD.proposed_by_id) THEN
        RAISE EXCEPTION 'INV-1: what was proposed is decided, nothing else'
            USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (
        SELECT 1 FROM accounts_organisation
        WHERE id IN (NEW.giver_id, NEW.taker_id, NEW.authority_id) AND kind <> 'government'
    ) THEN
        RAISE EXCEPTION 'INV-1: ownership passes between government bodies only'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NOT projects_is_above(NEW.authority_id, NEW.giver_id) OR NOT
       (NEW.authority_id = NEW.taker_id OR projects_is_above(NEW.authority_id, NEW.taker_id)) THEN
        RAISE EXCEPTION 'INV-1: the authority stands above both bodies'
            USING ERRCODE = 'check_violation';
    END IF;
    NEW.approved_in := NULL;
    IF NEW.status = 'approved' THEN
        IF TG_OP = 'INSERT' THEN
            RAISE EXCEPTION 'INV-1: a transfer is proposed before it is decided'
                USING ERRCODE = 'check_violation';
        END IF;
        IF NOT EXISTS (
            SELECT 1 FROM accounts_membership
            WHERE user_id = NEW.decided_by_id AND organisation_id = NEW.authority_id
                AND role = 'leader' AND valid_from <= NEW.decided_at
                AND (valid_to IS NULL OR valid_to > NEW.decided_at)
        ) THEN
            RAISE EXCEPTION 'INV-1: only a leader of the next higher authority decides'
                USING ERRCODE = 'check_violation';
        END IF;
        NEW.approved_in := txid_current();
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_transfer BEFORE INSERT OR UPDATE OR DELETE ON projects_ownershiptransfer
    FOR EACH ROW EXECUTE FUNCTION projects_guard_transfer();
"""

SUBCONTRACT = """
CREATE FUNCTION projects_guard_subcontract() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    main projects_engagement%ROWTYPE;
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'INV-6: a subcontract is never deleted' USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND
       (NEW.project_id, NEW.main_id, NEW.organisation_id, NEW.part, NEW.value, NEW.valid_from,
        NEW.valid_to, NEW.proposed_by_id) IS DISTINCT FROM
       (OLD.project_id, OLD.main_id, OLD.organisation_id, OLD.part, OLD.value, OLD.valid_from,
        OLD.valid_to, OLD.proposed_by_id) THEN
        RAISE EXCEPTION 'INV-3: what was proposed is decided, nothing else'
            USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.status <> 'proposed' AND NEW.status <> OLD.status THEN
        RAISE EXCEPTION 'INV-6: a decided subcontract is never changed'
            USING ERRCODE = 'check_violation';
    END IF;
    SELECT * INTO main FROM projects_engagement WHERE id = NEW.main_id;
    IF main.project_id <> NEW.project_id OR main.capacity <> 'contractor'
        OR main.organisation_id = NEW.organisation_id THEN
        RAISE EXCEPTION 'INV-2: a subcontract stands under a contractor of its project'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.status = 'consented' AND NOT EXISTS (
        SELECT 1 FROM accounts_membership m JOIN accounts_organisation o ON o.id = m.organisation_id
        WHERE m.user_id = NEW.decided_by_id AND o.kind = 'government'
    ) THEN
        RAISE EXCEPTION 'INV-5: only government consents to a subcontractor'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_subcontract BEFORE INSERT OR UPDATE OR DELETE ON projects_subcontract
    FOR EACH ROW EXECUTE FUNCTION projects_guard_subcontract();
CREATE FUNCTION projects_guard_subcontractor() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    main projects_engagement%ROWTYPE;
BEGIN
    IF NEW.capacity <> 'subcontractor' THEN
        RETURN NEW;
    END IF;
    SELECT * INTO main FROM projects_engagement WHERE id = NEW.under_id;
    IF NEW.valid_to > main.valid_to THEN
        RAISE EXCEPTION 'INV-2: a subcontractor stays no longer than its contractor'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM projects_subcontract
        WHERE main_id = NEW.under_id AND project_id = NEW.project_id
            AND organisation_id = NEW.organisation_id AND status = 'consented'
    ) THEN
        RAISE EXCEPTION 'INV-2: a subcontractor needs the consent of government'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_subcontractor BEFORE INSERT OR UPDATE ON projects_engagement
    FOR EACH ROW EXECUTE FUNCTION projects_guard_subcontractor();
"""

EMERGENCY = """
CREATE FUNCTION projects_guard_emergency() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    owner bigint;
    somebody bigint;
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'INV-6: an emergency access is never deleted'
            USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND (
        (NEW.project_id, NEW.person_id, NEW.organisation_id, NEW.reason, NEW.hours,
         NEW.requested_by_id, NEW.requested_at) IS DISTINCT FROM
        (OLD.project_id, OLD.person_id, OLD.organisation_id, OLD.reason, OLD.hours,
         OLD.requested_by_id, OLD.requested_at)
        OR (OLD.status <> 'requested' AND
            (NEW.status, NEW.decided_by_id, NEW.decided_at, NEW.valid_from, NEW.valid_to)
            IS DISTINCT FROM
            (OLD.status, OLD.decided_by_id, OLD.decided_at, OLD.valid_from, OLD.valid_to))
        OR (OLD.ended_at IS NOT NULL AND NEW.ended_at IS DISTINCT FROM OLD.ended_at)
    ) THEN
        RAISE EXCEPTION 'INV-9: an emergency access is only ended, never changed'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.status = 'confirmed' THEN
        IF TG_OP = 'INSERT' THEN
            RAISE EXCEPTION 'INV-9: an emergency access is requested before it is confirmed'
                USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.valid_to > NEW.valid_from + make_interval(hours => NEW.hours) THEN
            RAISE EXCEPTION 'INV-9: an emergency access ends after the hours requested'
                USING ERRCODE = 'check_violation';
        END IF;
        SELECT owner_id INTO owner FROM projects_project WHERE id = NEW.project_id;
        FOREACH somebody IN ARRAY ARRAY[NEW.requested_by_id, NEW.decided_by_id] LOOP
            IF NOT EXISTS (
                SELECT 1 FROM accounts_membership m
                WHERE m.user_id = somebody AND m.valid_from <= NEW.decided_at
                    AND (m.valid_to IS NULL OR m.valid_to > NEW.decided_at)
                    AND (m.organisation_id = owner
                         OR projects_is_above(m.organisation_id, owner))
            ) AND OLD.status = 'requested' THEN
                RAISE EXCEPTION 'INV-9: two people of the owner or its authority open the door'
                    USING ERRCODE = 'check_violation';
            END IF;
        END LOOP;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_emergency BEFORE INSERT OR UPDATE OR DELETE ON projects_emergencyaccess
    FOR EACH ROW EXECUTE FUNCTION projects_guard_emergency();
CREATE FUNCTION projects_guard_emergency_grant() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    granted text;
BEGIN
    IF (SELECT kind FROM accounts_organisation WHERE id = NEW.organisation_id) <> 'government' THEN
        RETURN NEW;
    END IF;
    SELECT codename INTO granted FROM auth_permission WHERE id = NEW.permission_id;
    IF left(granted, 5) <> 'view_' THEN
        RAISE EXCEPTION 'INV-9: an emergency lets read, never %', granted
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.valid_to IS NULL OR NOT EXISTS (
        SELECT 1 FROM projects_emergencyaccess e
        WHERE NEW.basis = 'emergency ' || e.id AND e.project_id = NEW.content_object_id
            AND e.person_id = NEW.user_id AND e.status = 'confirmed'
            AND NEW.valid_from >= e.valid_from
            AND NEW.valid_to <= least(e.valid_to, e.ended_at)
    ) THEN
        RAISE EXCEPTION 'INV-9: on one project government holds rights by a confirmed emergency'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_emergency_grant BEFORE INSERT OR UPDATE ON projects_projectgrant
    FOR EACH ROW EXECUTE FUNCTION projects_guard_emergency_grant();
"""

UNDO = """
DROP TRIGGER guard_emergency_grant ON projects_projectgrant;
DROP FUNCTION projects_guard_emergency_grant();
DROP TRIGGER guard_emergency ON projects_emergencyaccess;
DROP FUNCTION projects_guard_emergency();
DROP TRIGGER guard_subcontractor ON projects_engagement;
DROP FUNCTION projects_guard_subcontractor();
DROP TRIGGER guard_subcontract ON projects_subcontract;
DROP FUNCTION projects_guard_subcontract();
DROP TRIGGER guard_transfer ON projects_ownershiptransfer;
DROP FUNCTION projects_guard_transfer();
DROP FUNCTION projects_is_above(bigint, bigint);
"""


class Migration(migrations.Migration):
    """Triggers on ownership, subcontractors and emergencies."""

    dependencies = [("projects", "0003_grants_ownership_emergency")]

    operations = [
        migrations.RunSQL(ABOVE + OWNER + TRANSFER + SUBCONTRACT + EMERGENCY, OWNER_BEFORE + UNDO)
    ]
