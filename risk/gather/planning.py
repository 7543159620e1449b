"""Reads what planning left behind."""

from risk.facts import PlanningFacts
from risk.gather.chunk import read_group

STATEMENT = """
    WITH items AS (
        SELECT i.project_id,
            count(*) FILTER (WHERE i.status <> 'not_applicable') AS required,
            count(*) FILTER (WHERE i.status = 'approved') AS approved,
            (max(i.changed_at) AT TIME ZONE min(c.zone))::date AS latest
        FROM planning_planitem i JOIN risk_chunk c ON c.project = i.project_id
        GROUP BY i.project_id
    ), wanted AS (
        SELECT r.project_id, count(*) AS number,
            count(*) FILTER (
                WHERE btrim(r.criterion) = '' OR btrim(r.test_method) = ''
            ) AS unverifiable,
            (max(r.changed_at) AT TIME ZONE min(c.zone))::date AS latest
        FROM planning_requirement r JOIN risk_chunk c ON c.project = r.project_id
        WHERE r.withdrawn_at IS NULL
        GROUP BY r.project_id
    ), sizes AS (
        SELECT r.project_id,
            sum(coalesce(r.baselined_size, 1)) FILTER (WHERE r.baselined_at IS NOT NULL) AS base,
            sum(CASE
                WHEN r.baselined_at IS NULL THEN coalesce(r.size, 1)
                WHEN r.withdrawn_at IS NOT NULL THEN coalesce(r.baselined_size, 1)
                ELSE abs(coalesce(r.size, 1) - coalesce(r.baselined_size, 1))
            END) FILTER (
                WHERE r.baselined_at IS NOT NULL OR r.withdrawn_at IS NULL
            ) AS moved,
            (min(r.baselined_at) AT TIME ZONE min(c.zone))::date AS since
        FROM planning_requirement r JOIN risk_chunk c ON c.project = r.project_id
        GROUP BY r.project_id
    ), texts AS (
        SELECT i.project_id, i.author_organisation_id AS author, count(*) AS number
        FROM planning_planitem i JOIN risk_chunk c ON c.project = i.project_id
        WHERE i.author_organisation_id IS NOT NULL AND i.status <> 'not_applicable'
        GROUP BY i.project_id, i.author_organisation_id
        UNION ALL
        SELECT r.project_id, r.author_organisation_id, count(*)
        FROM planning_requirement r JOIN risk_chunk c ON c.project = r.project_id
        WHERE r.author_organisation_id IS NOT NULL AND r.withdrawn_at IS NULL
        GROUP BY r.project_id, r.author_organisation_id
    ), suspects AS (
        SELECT a.author, a.as_of,
            bool_or(o.kind = 'contractor' OR tied.kind = 'contractor') AS is_bidder
        FROM (
            SELECT DISTINCT t.author, c.as_of
            FROM texts t JOIN risk_chunk c ON c.project = t.project_id
        ) a
        JOIN accounts_organisation o ON o.id = a.author
        LEFT JOIN contractors_affiliation f
            ON a.author IN (f.organisation_id, f.other_id)
            AND (f.since IS NULL OR f.since <= a.as_of)
            AND (f.until IS NULL OR f.until >= a.as_of)
        LEFT JOIN accounts_organisation tied
            ON tied.id IN (f.organisation_id, f.other_id) AND tied.id <> a.author
        GROUP BY a.author, a.as_of
    ), authors AS (
        SELECT t.project_id, sum(t.number) AS known,
            sum(t.number) FILTER (WHERE s.is_bidder) AS bidders
        FROM texts t
        JOIN risk_chunk c ON c.project = t.project_id
        JOIN suspects s ON s.author = t.author AND s.as_of = c.as_of
        GROUP BY t.project_id
    ), aims AS (
        SELECT o.project_id, count(*) AS number,
            count(*) FILTER (
                WHERE o.baseline IS NULL OR o.target IS NULL
                    OR btrim(o.method) = '' OR btrim(o.owner) = ''
            ) AS incomplete
        FROM planning_objective o JOIN risk_chunk c ON c.project = o.project_id
        WHERE o.withdrawn_at IS NULL
        GROUP BY o.project_id
    )
    SELECT c.place,
        items.required AS items_required,
        items.approved AS items_approved,
        wanted.number AS requirements,
        wanted.unverifiable,
        authors.known AS authored,
        authors.bidders AS authored_by_bidders,
        p.reference_cost AS reference_median,
        0 AS reference_n,
        aims.number AS objectives,
        aims.incomplete AS objectives_incomplete,
        items.latest AS items_on,
        wanted.latest AS requirements_on,
        sizes.base AS baseline_size,
        sizes.moved AS baseline_moved,
        sizes.since AS baseline_on
    FROM risk_chunk c
    JOIN projects_project p ON p.id = c.project
    LEFT JOIN items ON items.project_id = c.project
    LEFT JOIN wanted ON wanted.project_id = c.project
    LEFT JOIN sizes ON sizes.project_id = c.project
    LEFT JOIN authors ON authors.project_id = c.project
    LEFT JOIN aims ON aims.project_id = c.project
"""


def read_planning(projects: int) -> PlanningFacts:
    """Plan items, requirements, authors, reference class and objectives."""
    return read_group(PlanningFacts, STATEMENT, projects)
