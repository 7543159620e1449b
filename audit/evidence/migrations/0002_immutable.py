"""Checks of digests, the same content once, and guards: content never changes or disappears."""

from django.db import migrations, models
from django.db.models import Q

FORWARD = """
CREATE FUNCTION evidence_guard_document() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'INV-6: evidence is never deleted'
            USING ERRCODE = 'check_violation';
    END IF;
    IF (NEW.project_id, NEW.organisation_id, NEW.uploaded_by_id, NEW.uploaded_at, NEW.sha256)
        IS DISTINCT FROM
       (OLD.project_id, OLD.organisation_id, OLD.uploaded_by_id, OLD.uploaded_at, OLD.sha256) THEN
        RAISE EXCEPTION 'INV-3: a document stays where it was handed in, as it was handed in'
            USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.sha256 <> '' AND
       (NEW.title, NEW.kind, NEW.stage, NEW.number, NEW.replaces_id, NEW.file_name,
        NEW.media_type, NEW.size, NEW.url, NEW.source_id)
        IS DISTINCT FROM
       (OLD.title, OLD.kind, OLD.stage, OLD.number, OLD.replaces_id, OLD.file_name,
        OLD.media_type, OLD.size, OLD.url, OLD.source_id) THEN
        RAISE EXCEPTION 'INV-3: a stored document is never changed; hand in a new version'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_document BEFORE UPDATE OR DELETE ON evidence_document
    FOR EACH ROW EXECUTE FUNCTION evidence_guard_document();
"""

BACKWARD = """
DROP TRIGGER guard_document ON evidence_document;
DROP FUNCTION evidence_guard_document();
"""


class Migration(migrations.Migration):
    """State of checks, uniqueness and a trigger."""

    dependencies = [("evidence", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="document",
            name="checked_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="digest last checked"),
        ),
        migrations.AddField(
            model_name="document",
            name="is_intact",
            field=models.BooleanField(blank=True, null=True, verbose_name="content unchanged"),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(
                condition=Q(("sha256", ""), _negated=True),
                fields=("project", "organisation", "sha256"),
                name="document_content_once_per_party",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=Q(("number__gte", 1)), name="document_number_from_one"
            ),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
