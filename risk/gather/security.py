# ruff: noqa: S608 - put together from texts of this file
"""Reads what security assessment left behind."""

from risk.facts import SecurityFacts
from risk.gather.chunk import Chunk, Part

ASSESSORS = """
    SELECT e.project_id, e.organisation_id,
        (min(e.valid_from) AT TIME ZONE c.zone)::date AS since
    FROM projects_engagement e JOIN risk_chunk c ON c.project = e.project_id
    WHERE e.capacity = 'assessment' AND (e.valid_from AT TIME ZONE c.zone)::date <= c.as_of
    GROUP BY e.project_id, e.organisation_id
"""
ASSESSED = Part(
    f"""
    WITH assessors AS ({ASSESSORS}), found AS (
        SELECT f.project_id, f.organisation_id,
            sum(v.weight * least(3, greatest(v.age, 0)::float8 / greatest(v.allowed, 1)))
                FILTER (WHERE f.status <> 'closed') AS exposure,
            count(*) FILTER (
                WHERE f.status <> 'closed' AND f.severity = 'critical' AND v.age > 90
            ) AS unresolved,
            (max(greatest(f.raised_at, f.responded_at, f.closed_at))
                AT TIME ZONE c.zone)::date AS latest
        FROM supervision_finding f
        JOIN risk_chunk c ON c.project = f.project_id
        CROSS JOIN LATERAL (
            SELECT c.as_of - (f.raised_at AT TIME ZONE c.zone)::date AS age,
                f.due - (f.raised_at AT TIME ZONE c.zone)::date AS allowed,
                CASE f.severity WHEN 'critical' THEN 10 WHEN 'major' THEN 5 ELSE 1 END AS weight
        ) v
        GROUP BY f.project_id, f.organisation_id
    )
    SELECT a.project_id AS project, count(*) AS assessors, sum(found.exposure) AS exposure,
        sum(found.unresolved) AS unresolved, max(greatest(a.since, found.latest)) AS assessed_on
    FROM assessors a
    LEFT JOIN found
        ON found.project_id = a.project_id AND found.organisation_id = a.organisation_id
    GROUP BY a.project_id
    """,
    "assessors exposure unresolved assessed_on",
)
# what a later attestation replaces counts too: who says that it was passed matters
FAILED = Part(
    f"""
    WITH assessors AS ({ASSESSORS}), said AS (
        SELECT t.project_id, t.attested_at, t.holds, t.attested_by_id
        FROM lifecycle_attestation t JOIN risk_chunk c ON c.project = t.project_id
        WHERE t.gate = 'G4' AND t.check_code = 'security_assessed' AND t.is_applicable
    ), passed AS (
        SELECT said.project_id, max(said.attested_at) AS latest
        FROM said
        JOIN assessors a ON a.project_id = said.project_id
        JOIN accounts_membership m ON m.organisation_id = a.organisation_id
            AND m.user_id = said.attested_by_id AND m.valid_from <= said.attested_at
            AND (m.valid_to IS NULL OR m.valid_to > said.attested_at)
        WHERE said.holds
        GROUP BY said.project_id
    )
    SELECT said.project_id AS project,
        (max(said.attested_at) AT TIME ZONE c.zone)::date AS failed_on
    FROM said
    LEFT JOIN passed ON passed.project_id = said.project_id
    WHERE NOT said.holds AND (passed.latest IS NULL OR passed.latest < said.attested_at)
    GROUP BY said.project_id
    """,
    "failed_on",
)
UNFILED = Part(
    """
    SELECT p.id AS project, filed.project_id IS NULL AS unfiled
    FROM (SELECT p.*, p.id AS project_id FROM projects_project p) p
    JOIN risk_chunk c ON c.project = p.project_id
    LEFT JOIN (
        SELECT t.project_id
        FROM lifecycle_attestation t JOIN risk_chunk c ON c.project = t.project_id
        WHERE t.gate = 'G3' AND t.check_code = 'mlps-filed' AND t.superseded_at IS NULL
            AND (t.holds OR NOT t.is_applicable)
    ) filed ON filed.project_id = p.id
    WHERE p.mlps_level >= 2
    """,
    "unfiled",
)


def read_security(chunk: Chunk) -> SecurityFacts:
    """Assessors, their open findings, failed assessments and the filing of the level."""
    return SecurityFacts.blank(len(chunk), **chunk.facts(SecurityFacts, ASSESSED, FAILED, UNFILED))
