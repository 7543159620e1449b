"""Appending answers with the key alone, and believes nothing about time, number, subject or actor.

Nobody asked for the rest of the answer, which cost a set. What the caller's bytes say of themselves
must be what the database filled in and whom it knows to ask; tables are those of the platform,
whatever temporary ones the caller made.
"""

from importlib import import_module

from django.db import migrations

before = import_module("audit.log.migrations.0008_one_message")

# each statement within sees what was committed while the lock was waited for
APPEND = """
CREATE FUNCTION audit_append(
    kind text, key bigint, pieces text[], names text[], facts text[], salts bytea[]
) RETURNS bigint LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    entry bigint;
    moment timestamptz;
    number integer;
    told text;
    says jsonb;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(kind, key));
    SELECT clock_timestamp(), coalesce(max(subject_seq), 0) + 1 INTO moment, number
    FROM audit_entry WHERE subject_type = kind AND subject_id = key;
    told := pieces[1] || '"'
        || replace(to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), '.000000', '')
        || '+00:00"' || pieces[2] || number || pieces[3];
    says := told::jsonb;
    IF ((says ->> 'at')::timestamptz, says #>> '{subject,type}', says #>> '{subject,id}',
        says #>> '{subject,seq}') IS DISTINCT FROM (moment, kind, key::text, number::text)
    THEN
        RAISE 'the entry names another time, subject or number than its own'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF current_setting('role') = 'egov_actor'
        AND says #>> '{actor,id}' IS DISTINCT FROM current_setting('egov.viewer', true)
    THEN
        RAISE 'the entry names another actor than the one who asks'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
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
    RETURN entry;
END $$;
"""


class Migration(migrations.Migration):
    """The same function with another answer."""

    dependencies = [("audit", "0008_one_message")]

    operations = [
        migrations.RunSQL(before.FORGET, before.APPEND),
        migrations.RunSQL(APPEND, before.FORGET),
    ]
