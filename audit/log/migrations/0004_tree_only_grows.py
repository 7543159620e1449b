"""The tree only grows, without gaps; what waits goes only when numbered, disclosures when erased."""

from django.db import migrations

KEPT = (
    "audit_leaf",
    "audit_checkpoint",
    "audit_logkey",
    "audit_erasure",
    "audit_reconciliation",
)

FUNCTIONS = """
CREATE FUNCTION audit_leaves_without_gap() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    lowest bigint; highest bigint; added bigint;
BEGIN
    SELECT min(index), max(index), count(*) INTO lowest, highest, added FROM fresh;
    IF added = 0 THEN RETURN NULL; END IF;
    IF highest - lowest + 1 <> added OR
       (lowest > 0 AND NOT EXISTS (SELECT FROM audit_leaf WHERE index = lowest - 1)) THEN
        RAISE EXCEPTION 'INV-11: leaves are numbered without gaps'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER without_gap AFTER INSERT ON audit_leaf REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION audit_leaves_without_gap();

CREATE FUNCTION audit_head_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM audit_checkpoint WHERE tree = NEW.tree AND size >= NEW.size) THEN
        RAISE EXCEPTION 'INV-11: a signed head is larger than the last'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER head_grows BEFORE INSERT ON audit_checkpoint
    FOR EACH ROW EXECUTE FUNCTION audit_head_grows();

CREATE FUNCTION audit_only_numbered() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM gone LEFT JOIN audit_leaf USING (entry_id)
               WHERE audit_leaf.entry_id IS NULL) THEN
        RAISE EXCEPTION 'INV-11: an entry waits until it is numbered'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER only_numbered AFTER DELETE ON audit_pending REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION audit_only_numbered();
CREATE TRIGGER never_edited BEFORE UPDATE ON audit_pending
    FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON audit_pending
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();

CREATE FUNCTION audit_only_erased() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM audit_erasure
                   WHERE entry_id = OLD.entry_id AND name = OLD.name) THEN
        RAISE EXCEPTION 'INV-6: a personal field goes only by an erasure that is recorded'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN OLD;
END $$;
CREATE TRIGGER only_erased BEFORE DELETE ON audit_disclosure
    FOR EACH ROW EXECUTE FUNCTION audit_only_erased();

CREATE FUNCTION audit_alarm_ends_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.ended_at IS NOT NULL OR
       (NEW.kind, NEW.tree, NEW.detail, NEW.raised_at)
       IS DISTINCT FROM (OLD.kind, OLD.tree, OLD.detail, OLD.raised_at) THEN
        RAISE EXCEPTION 'INV-11: an alarm ends once and is not edited'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER ends_once BEFORE UPDATE ON audit_alarm
    FOR EACH ROW EXECUTE FUNCTION audit_alarm_ends_once();
CREATE TRIGGER never_deleted BEFORE DELETE ON audit_alarm
    FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON audit_alarm
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
"""

FUNCTIONS_BACK = """
DROP TRIGGER never_truncated ON audit_alarm;
DROP TRIGGER never_deleted ON audit_alarm;
DROP TRIGGER ends_once ON audit_alarm;
DROP FUNCTION audit_alarm_ends_once();
DROP TRIGGER only_erased ON audit_disclosure;
DROP FUNCTION audit_only_erased();
DROP TRIGGER never_truncated ON audit_pending;
DROP TRIGGER never_edited ON audit_pending;
DROP TRIGGER only_numbered ON audit_pending;
DROP FUNCTION audit_only_numbered();
DROP TRIGGER head_grows ON audit_checkpoint;
DROP FUNCTION audit_head_grows();
DROP TRIGGER without_gap ON audit_leaf;
DROP FUNCTION audit_leaves_without_gap();
"""

WIDTHS = """
ALTER TABLE audit_leaf ADD CONSTRAINT leaf_hash_is_32_bytes CHECK (octet_length(hash) = 32);
ALTER TABLE audit_checkpoint
    ADD CONSTRAINT checkpoint_root_is_32_bytes CHECK (octet_length(root) = 32);
"""
WIDTHS_BACK = """
ALTER TABLE audit_checkpoint DROP CONSTRAINT checkpoint_root_is_32_bytes;
ALTER TABLE audit_leaf DROP CONSTRAINT leaf_hash_is_32_bytes;
"""


def guards(tables: tuple[str, ...]) -> tuple[str, str]:
    """Statements that make tables grow only, and those that undo it."""
    forward = backward = ""
    for table in tables:
        forward += (
            f"CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();\n"
            f"CREATE TRIGGER never_truncated BEFORE TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();\n"
        )
        backward += (
            f"DROP TRIGGER never_truncated ON {table};\nDROP TRIGGER only_grows ON {table};\n"
        )
    return forward, backward


class Migration(migrations.Migration):
    """Triggers and checks on the tables of the tree."""

    dependencies = [("audit", "0003_tree")]

    operations = [
        migrations.RunSQL(*guards(KEPT)),
        migrations.RunSQL(WIDTHS, WIDTHS_BACK),
        migrations.RunSQL(FUNCTIONS, FUNCTIONS_BACK),
    ]
