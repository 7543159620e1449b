"""An entry, what it discloses and its place in the queue arrive in one message.

The platform sends the canonical bytes of the entry with two blanks, for the time and for the
number of its subject: the database fills them in under the lock of the subject, and takes the
columns from the bytes. Indexes go that nothing asks or that another one contains.
"""

import django.db.models.deletion
from django.db import migrations, models

# each statement within sees what was committed while the lock was waited for
APPEND = """
CREATE FUNCTION audit_append(
    kind text, key bigint, pieces text[], names text[], facts text[], salts bytea[]
) RETURNS TABLE (entry bigint, moment timestamptz, number integer, told text)
LANGUAGE plpgsql AS $$
DECLARE
    says jsonb;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(kind, key));
    SELECT clock_timestamp(), coalesce(max(subject_seq), 0) + 1 INTO moment, number
    FROM audit_entry WHERE subject_type = kind AND subject_id = key;
    told := pieces[1] || '"'
        || replace(to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), '.000000', '')
        || '+00:00"' || pieces[2] || number || pieces[3];
    says := told::jsonb;
    INSERT INTO audit_entry (
        uid, at, event, actor_id, actor_kind, organisation_id, organisation_name, subject_type,
        subject_id, subject_name, subject_seq, project_id, owner_id, stage, point, request_id,
        data, schema, leaf
    ) VALUES (
        (says ->> 'uid')::uuid, moment, says ->> 'event', (says #>> '{actor,id}')::bigint,
        says #>> '{actor,kind}', (says #>> '{on_behalf_of,id}')::bigint,
        says #>> '{on_behalf_of,name}', kind, key, says #>> '{subject,name}', number,
        (says ->> 'project')::bigint, (says ->> 'owner')::bigint, says ->> 'stage',
        says ->> 'point', says ->> 'request', says -> 'data', (says ->> 'schema')::smallint,
        convert_to(told, 'UTF8')
    ) RETURNING id INTO entry;
    INSERT INTO audit_disclosure (entry_id, name, value, salt)
    SELECT entry, field, fact::jsonb, salt FROM unnest(names, facts, salts) AS f (field, fact, salt);
    INSERT INTO audit_pending (entry_id) VALUES (entry);
    RETURN NEXT;
END $$;
"""
FORGET = "DROP FUNCTION audit_append(text, bigint, text[], text[], text[], bytea[])"


class Migration(migrations.Migration):
    """A function that writes with the rights of whoever calls it."""

    dependencies = [("audit", "0007_key_changes")]

    operations = [
        migrations.RunSQL(APPEND, FORGET),
        migrations.RemoveIndex(model_name="entry", name="entry_of_owner"),
        migrations.AlterField(
            model_name="disclosure",
            name="entry",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="disclosures",
                to="audit.entry",
            ),
        ),
    ]
