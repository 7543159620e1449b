# ruff: noqa: S608 - the name of our own table
"""Evidence of findings gets a digest; the guard of findings makes way for the next one."""

import django.db.models.deletion
from django.db import migrations, models

OLD_GUARD = """
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
"""
NO_GUARD = """
DROP TRIGGER guard_finding ON reviews_auditfinding;
DROP FUNCTION reviews_guard_finding();
"""
TABLE = "reviews_auditfinding_evidence"
# evidence of findings issued before has the digest of its document, which never changed
PINNED = f"""
ALTER TABLE {TABLE} DISABLE TRIGGER guard_evidence;
UPDATE {TABLE} e SET sha256 = d.sha256 FROM evidence_document d, reviews_auditfinding f
    WHERE d.id = e.document_id AND f.id = e.auditfinding_id AND f.issued_at IS NOT NULL;
ALTER TABLE {TABLE} ENABLE TRIGGER guard_evidence;
"""


class Migration(migrations.Migration):
    """The table between findings and documents becomes a noun of its own."""

    dependencies = [
        ("evidence", "0004_retention_guards"),
        ("reviews", "0005_separate_people"),
    ]

    operations = [
        migrations.RunSQL(NO_GUARD, OLD_GUARD),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="FindingEvidence",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "finding",
                            models.ForeignKey(
                                db_column="auditfinding_id",
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="pins",
                                to="reviews.auditfinding",
                            ),
                        ),
                        (
                            "document",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="evidence.document",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "pinned evidence",
                        "verbose_name_plural": "pinned evidence",
                        "db_table": TABLE,
                        "ordering": ["pk"],
                        "default_permissions": (),
                        "unique_together": {("finding", "document")},
                    },
                ),
                migrations.AlterField(
                    model_name="auditfinding",
                    name="evidence",
                    field=models.ManyToManyField(
                        blank=True,
                        related_name="+",
                        through="reviews.FindingEvidence",
                        to="evidence.document",
                        verbose_name="evidence",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="findingevidence",
            name="sha256",
            field=models.CharField(
                blank=True, default="", max_length=64, verbose_name="SHA-256 at issue"
            ),
        ),
        migrations.RunSQL(PINNED, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="findingevidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("sha256", ""), ("sha256__regex", "^[0-9a-f]{64}$"), _connector="OR"
                ),
                name="pinned_evidence_digest",
            ),
        ),
    ]
