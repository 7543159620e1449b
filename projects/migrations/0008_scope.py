"""What one person holds, as a function: the database plans it once a connection, not a request."""

from django.db import migrations

# what is lent comes last, since it adds only what a person does not hold of their own
HELD = """
    SELECT {kind}, permission.codename, found.organisation_id, party.kind, found.lent_by,
           found.containers
    FROM (
        SELECT permission_id, held.organisation_id,
               CASE WHEN basis LIKE lending THEN basis END AS lent_by,
               array_agg(content_object_id) AS containers
        FROM {table} held
        WHERE user_id = viewer AND valid_from <= moment AND (valid_to IS NULL OR valid_to > moment)
        GROUP BY 1, 2, 3
    ) found
    JOIN auth_permission permission ON permission.id = found.permission_id
    JOIN accounts_organisation party ON party.id = found.organisation_id
"""
# told that few rows come, the one plan for everybody is a cheap one
SCOPE = """
CREATE FUNCTION projects_scope(viewer bigint, moment timestamptz, lending text) RETURNS TABLE (
    is_agency boolean, codename varchar, organisation_id bigint, kind varchar, lent_by varchar,
    containers bigint[])
LANGUAGE plpgsql STABLE ROWS 20 AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY {} UNION ALL {} ORDER BY 5 NULLS FIRST;
END $$
""".format(
    HELD.format(kind="true", table="projects_agencygrant"),
    HELD.format(kind="false", table="projects_projectgrant"),
)


class Migration(migrations.Migration):
    """A function that reads with the rights of whoever calls it."""

    dependencies = [("projects", "0007_allocation_rules")]

    operations = [
        migrations.RunSQL(SCOPE, "DROP FUNCTION projects_scope(bigint, timestamptz, text)")
    ]
