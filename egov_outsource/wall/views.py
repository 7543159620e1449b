# ruff: noqa: S608 - what is put together here are names of our own tables, nothing that was typed
"""Views from which policies choose: what the viewer holds now, each as one plain sub-select.

They belong to the owner of the tables, so that no policy leads back to itself.
"""

# an initial plan, evaluated once a statement; never set, or empty, it is an error
VIEWER = "(SELECT current_setting('egov.viewer')::bigint)"
# the clock by which the platform itself counts, so that both walls have the same opinion
NOW = "(SELECT current_setting('egov.now')::timestamptz)"
IN_FORCE = f"{{0}}.valid_from <= {NOW} AND ({{0}}.valid_to IS NULL OR {{0}}.valid_to > {NOW})"

MINE = f"""
    SELECT m.organisation_id, o.kind, m.role FROM accounts_membership m
    JOIN accounts_organisation o ON o.id = m.organisation_id AND o.is_active
    JOIN accounts_user u ON u.id = m.user_id AND u.is_active
    WHERE m.user_id = {VIEWER} AND {IN_FORCE.format("m")}
"""
_GRANTS = """
    SELECT p.codename::text AS held, g.content_object_id AS {column} FROM {table} g
    JOIN auth_permission p ON p.id = g.permission_id
    JOIN accounts_user u ON u.id = g.user_id AND u.is_active
    WHERE g.user_id = {viewer} AND {in_force}
"""
AGENCY = _GRANTS.format(
    column="agency_id",
    table="projects_agencygrant",
    viewer=VIEWER,
    in_force=IN_FORCE.format("g"),
)
PROJECT = _GRANTS.format(
    column="project_id",
    table="projects_projectgrant",
    viewer=VIEWER,
    in_force=IN_FORCE.format("g"),
)
REACH = """
    SELECT a.held, p.id AS project_id FROM projects_project p
    JOIN wall_agency a ON a.agency_id = p.owner_id
    UNION ALL SELECT held, project_id FROM wall_project
"""
PUBLISHED = """
    SELECT id AS tender_id, project_id, opened_at IS NOT NULL AS is_opened FROM selection_tender
    WHERE published_at IS NOT NULL
"""
OPENED = "SELECT id AS tender_id FROM selection_tender WHERE opened_at IS NOT NULL"

VIEWS: dict[str, str] = {
    "wall_mine": MINE,
    "wall_agency": AGENCY,
    "wall_project": PROJECT,
    "wall_reach": REACH,
    "wall_published": PUBLISHED,
    "wall_opened": OPENED,
}
