"""Reads what supervision left behind."""

from psycopg2 import sql

from projects.rights import DECISION_POINTS
from risk.facts import SupervisionFacts
from risk.gather.chunk import read_group, read_lists

CURVE = """
    SELECT c.place, sum(r.pv) AS value
    FROM supervision_statusreport r JOIN risk_chunk c ON c.project = r.project_id
    WHERE r.superseded_at IS NULL AND r.as_of <= c.as_of
    GROUP BY c.place, r.as_of
    ORDER BY c.place, r.as_of
"""

REPORTS = """
    reports AS (
        SELECT r.project_id, r.as_of, sum(r.bac) AS bac, sum(r.ev) AS ev, sum(r.ac) AS ac,
            bool_and(r.verified_at IS NOT NULL) AS verified,
            sum(coalesce(r.verified_ev, r.ev)) AS verified_ev
        FROM supervision_statusreport r JOIN risk_chunk c ON c.project = r.project_id
        WHERE r.superseded_at IS NULL AND r.as_of <= c.as_of
        GROUP BY r.project_id, r.as_of
    ), latest AS (
        SELECT DISTINCT ON (project_id) * FROM reports ORDER BY project_id, as_of DESC
    ), accepted AS (
        SELECT DISTINCT ON (project_id) project_id, verified_ev FROM reports
        WHERE verified ORDER BY project_id, as_of DESC
    ), measured AS (
        SELECT r.project_id, count(*) AS periods,
            count(*) FILTER (WHERE r.as_of > c.as_of - 180) AS recent,
            count(*) FILTER (WHERE r.as_of > c.as_of - 180 AND NOT r.verified) AS unverified
        FROM reports r JOIN risk_chunk c ON c.project = r.project_id
        GROUP BY r.project_id
    )
"""

WORK = """
    stones AS (
        SELECT m.project_id, sum(m.weight) AS due, max(m.met_on) AS latest,
            sum(m.weight) FILTER (
                WHERE m.met_on > m.due + 7 OR (m.met_on IS NULL AND m.status <> 'met')
            ) AS late
        FROM supervision_milestone m JOIN risk_chunk c ON c.project = m.project_id
        WHERE m.due + 7 < c.as_of AND m.status <> 'descoped'
        GROUP BY m.project_id
    ), found AS (
        SELECT f.project_id, sum(v.severity) AS raised,
            (max(greatest(f.raised_at, f.responded_at, f.closed_at))
                AT TIME ZONE min(c.zone))::date AS latest,
            sum(v.severity) FILTER (WHERE f.status <> 'closed' AND f.due < c.as_of) AS overdue
        FROM supervision_finding f JOIN risk_chunk c ON c.project = f.project_id
        CROSS JOIN LATERAL (
            SELECT CASE f.severity WHEN 'critical' THEN 5 WHEN 'major' THEN 3 ELSE 1 END
        ) v (severity)
        GROUP BY f.project_id
    ), changes AS (
        SELECT r.project_id,
            (max(greatest(r.proposed_at, r.decided_at)) AT TIME ZONE min(c.zone))::date AS latest,
            sum(abs(r.value)) FILTER (
                WHERE r.status IN ('proposed', 'assessed', 'approved')
            ) AS value,
            sum(r.value) FILTER (WHERE r.status = 'approved') AS approved,
            count(r.implemented_on) AS done,
            count(*) FILTER (
                WHERE r.implemented_on IS NOT NULL AND (
                    r.status <> 'approved' OR r.decided_at IS NULL
                    OR r.implemented_on < (r.decided_at AT TIME ZONE c.zone)::date
                )
            ) AS bypassed
        FROM supervision_changerequest r JOIN risk_chunk c ON c.project = r.project_id
        GROUP BY r.project_id
    ), money AS (
        SELECT y.project_id, sum(y.amount) AS paid, max(y.paid_on) AS latest,
            sum(y.amount) FILTER (WHERE y.certified_at IS NULL) AS uncertified
        FROM supervision_payment y JOIN risk_chunk c ON c.project = y.project_id
        WHERE y.status = 'paid'
        GROUP BY y.project_id
    ), watching AS (
        SELECT e.project_id, count(*) AS number,
            count(*) FILTER (WHERE NOT e.is_independent) AS silent,
            count(*) FILTER (WHERE EXISTS (
                SELECT FROM projects_engagement b
                WHERE b.project_id = e.project_id AND b.capacity = 'contractor'
                    AND b.ended_at IS NULL
                    AND (b.valid_from AT TIME ZONE c.zone)::date <= c.as_of
                    AND (b.valid_to AT TIME ZONE c.zone)::date > c.as_of AND (
                        b.organisation_id = e.organisation_id OR EXISTS (
                            SELECT FROM contractors_affiliation f
                            WHERE (f.organisation_id, f.other_id) IN (
                                (e.organisation_id, b.organisation_id),
                                (b.organisation_id, e.organisation_id)
                            ) AND (f.since IS NULL OR f.since <= c.as_of)
                                AND (f.until IS NULL OR f.until >= c.as_of)
                        )
                    )
            )) AS tied,
            (max(e.valid_from) AT TIME ZONE min(c.zone))::date AS latest
        FROM projects_engagement e JOIN risk_chunk c ON c.project = e.project_id
        WHERE e.capacity = 'supervision' AND e.ended_at IS NULL
            AND (e.valid_from AT TIME ZONE c.zone)::date <= c.as_of
            AND (e.valid_to AT TIME ZONE c.zone)::date > c.as_of
        GROUP BY e.project_id
    )
"""

DECISIONS = """
    points (code, weight) AS (VALUES {points}),
    log AS (
        SELECT d.project_id, count(*) AS number, sum(points.weight) AS weight,
            sum(points.weight) FILTER (WHERE NOT d.is_as_declared) AS outside,
            (max(d.decided_at) AT TIME ZONE min(c.zone))::date AS latest
        FROM projects_decision d
        JOIN risk_chunk c ON c.project = d.project_id
        JOIN points ON points.code = d.point
        WHERE (d.decided_at AT TIME ZONE c.zone)::date >= c.as_of - 180
        GROUP BY d.project_id
    )
"""

SELECTED = """
    SELECT c.place,
        latest.as_of AS reported,
        measured.periods,
        latest.bac AS planned_total,
        latest.ev AS earned,
        latest.ac AS spent,
        measured.recent AS measurements,
        measured.unverified AS measurements_unverified,
        stones.due AS milestones_due,
        stones.late AS milestones_late,
        found.raised AS severity_raised,
        found.overdue AS severity_overdue,
        changes.value AS change_value,
        changes.approved AS change_approved,
        changes.done AS changes_done,
        changes.bypassed AS changes_bypassed,
        money.paid,
        money.uncertified AS paid_uncertified,
        accepted.verified_ev AS earned_accepted,
        0 AS advance_open,
        log.number AS decisions,
        log.weight AS decisions_weight,
        log.outside AS decisions_outside,
        stones.latest AS stones_on,
        found.latest AS found_on,
        changes.latest AS changed_on,
        money.latest AS paid_on,
        log.latest AS decided_on,
        watching.number AS supervisors,
        watching.silent AS supervisors_silent,
        watching.tied AS supervisors_tied,
        watching.latest AS appointed_on
    FROM risk_chunk c
    LEFT JOIN latest ON latest.project_id = c.project
    LEFT JOIN accepted ON accepted.project_id = c.project
    LEFT JOIN measured ON measured.project_id = c.project
    LEFT JOIN stones ON stones.project_id = c.project
    LEFT JOIN found ON found.project_id = c.project
    LEFT JOIN changes ON changes.project_id = c.project
    LEFT JOIN money ON money.project_id = c.project
    LEFT JOIN watching ON watching.project_id = c.project
    LEFT JOIN log ON log.project_id = c.project
"""

POINTS = sql.SQL(", ").join(
    sql.SQL("({}, {})").format(sql.Literal(code), sql.Literal(point.weight))
    for code, point in DECISION_POINTS.items()
)
STATEMENT = sql.SQL("WITH {}, {}, {} {}").format(
    sql.SQL(REPORTS), sql.SQL(WORK), sql.SQL(DECISIONS).format(points=POINTS), sql.SQL(SELECTED)
)


def read_supervision(projects: int) -> SupervisionFacts:
    """Reports, milestones, findings, changes, payments and logged decisions."""
    curve = read_lists(CURVE, projects)
    return read_group(SupervisionFacts, STATEMENT, projects, planned_curve=curve)
