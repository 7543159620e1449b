"""The log only grows: the database refuses to change, delete or truncate entries."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'INV-11: the audit log only grows (% on %)', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER never_edited BEFORE UPDATE ON audit_disclosure
    FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON audit_disclosure
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
"""

BACKWARD = """
DROP TRIGGER never_truncated ON audit_disclosure;
DROP TRIGGER never_edited ON audit_disclosure;
DROP TRIGGER never_truncated ON audit_entry;
DROP TRIGGER only_grows ON audit_entry;
DROP FUNCTION audit_refuse_change();
"""


class Migration(migrations.Migration):
    """Triggers on the log's tables."""

    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
