"""The database itself refuses a role that the organisation's kind must not have."""

from django.db import migrations

FORWARDS = """
CREATE FUNCTION accounts_role_fits_kind() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    organisation_kind text;
    user_kind text;
BEGIN
    SELECT kind INTO organisation_kind FROM accounts_organisation WHERE id = NEW.organisation_id;
    SELECT kind INTO user_kind FROM accounts_user WHERE id = NEW.user_id;
    IF user_kind = 'system' OR (user_kind = 'service' AND NEW.role = 'administrator') THEN
        RAISE EXCEPTION 'a % user cannot be %', user_kind, NEW.role
            USING ERRCODE = 'check_violation', CONSTRAINT = 'membership_role_fits_user';
    END IF;
    IF NEW.role <> 'administrator' AND NOT (CASE organisation_kind
        WHEN 'government' THEN NEW.role IN (
            'officer', 'leader', 'procurement', 'finance', 'legal', 'security',
            'user_representative', 'records', 'model_steward')
        WHEN 'contractor' THEN NEW.role IN (
            'legal_representative', 'project_manager', 'bid_manager', 'engineer',
            'service_manager')
        WHEN 'third_party' THEN NEW.role IN (
            'supervisor', 'assessor', 'auditor', 'consultant')
        ELSE false END)
    THEN
        RAISE EXCEPTION 'role % does not fit a % organisation', NEW.role, organisation_kind
            USING ERRCODE = 'check_violation', CONSTRAINT = 'membership_role_fits_kind';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER membership_role_fits_kind
    BEFORE INSERT OR UPDATE OF role, organisation_id, user_id ON accounts_membership
    FOR EACH ROW EXECUTE FUNCTION accounts_role_fits_kind();

CREATE FUNCTION accounts_organisation_tree() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.kind IS DISTINCT FROM OLD.kind THEN
        RAISE EXCEPTION 'the kind of an organisation never changes'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'organisation_kind_fixed';
    END IF;
    IF NEW.parent_id IS NULL THEN
        RETURN NEW;
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM accounts_organisation WHERE id = NEW.parent_id AND kind = 'government'
    ) THEN
        RAISE EXCEPTION 'a higher authority is a government organisation'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'organisation_parent_is_government';
    END IF;
    IF EXISTS (
        WITH RECURSIVE above(id) AS (
            SELECT NEW.parent_id
            UNION
            SELECT o.parent_id FROM accounts_organisation o JOIN above ON o.id = above.id
        ) SELECT 1 FROM above WHERE id = NEW.id
    ) THEN
        RAISE EXCEPTION 'an organisation cannot stand above itself'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'organisation_tree_has_no_circle';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER organisation_tree
    BEFORE INSERT OR UPDATE OF kind, parent_id ON accounts_organisation
    FOR EACH ROW EXECUTE FUNCTION accounts_organisation_tree();
"""

BACKWARDS = """
DROP TRIGGER organisation_tree ON accounts_organisation;
DROP FUNCTION accounts_organisation_tree();
DROP TRIGGER membership_role_fits_kind ON accounts_membership;
DROP FUNCTION accounts_role_fits_kind();
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_invitations_and_service_accounts")]

    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
