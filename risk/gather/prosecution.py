"""Reads what prosecution left behind."""

from risk.facts import ProsecutionFacts
from risk.gather.chunk import read_group

STATEMENT = """
    WITH breaches AS (
        SELECT b.project_id, count(*) AS due,
            (max(greatest(b.opened_at, m.decided_at)) AT TIME ZONE min(c.zone))::date AS latest,
            count(*) FILTER (
                WHERE (m.decided_at AT TIME ZONE c.zone)::date <= b.decide_by
            ) AS in_time
        FROM prosecution_breach b
        JOIN risk_chunk c ON c.project = b.project_id
        LEFT JOIN prosecution_remedy m ON m.breach_id = b.id
        WHERE b.decide_by < c.as_of OR m.id IS NOT NULL
        GROUP BY b.project_id
    ), audited AS (
        SELECT f.project_id, count(*) AS number,
            (max(greatest(f.issued_at, f.resolved_at)) AT TIME ZONE min(c.zone))::date AS latest,
            count(*) FILTER (
                -- what was promised counts from the promise on, before it the answer
                WHERE coalesce(f.measure_due, f.due)
                    < coalesce((f.resolved_at AT TIME ZONE c.zone)::date, c.as_of)
            ) AS late
        FROM reviews_auditfinding f JOIN risk_chunk c ON c.project = f.project_id
        WHERE f.severity IN ('medium', 'high') AND f.issued_at IS NOT NULL
            AND (f.resolved_at IS NULL
                OR (f.resolved_at AT TIME ZONE c.zone)::date >= c.as_of - 180)
        GROUP BY f.project_id
    ), running AS (
        SELECT k.project_id, min(k.start_date) AS started, max(k.end_date) AS ended
        FROM selection_contract k JOIN risk_chunk c ON c.project = k.project_id
        WHERE k.status IN ('active', 'terminated')
        GROUP BY k.project_id
    ), rated AS (
        SELECT r.project_id, max(r.period_end) AS until,
            (max(r.rated_at) AT TIME ZONE min(c.zone))::date AS latest
        FROM contractors_rating r JOIN risk_chunk c ON c.project = r.project_id
        WHERE r.status <> 'draft'
        GROUP BY r.project_id
    ), aims AS (
        SELECT o.project_id, sum(o.weight) AS weight,
            sum(o.weight * least(1, greatest(0, CASE
                WHEN o.baseline > o.target THEN coalesce(o.target / nullif(o.actual, 0), 1)
                ELSE o.actual / o.target
            END))) AS achieved
        FROM planning_objective o JOIN risk_chunk c ON c.project = o.project_id
        WHERE o.actual IS NOT NULL AND o.target <> 0 AND o.withdrawn_at IS NULL
        GROUP BY o.project_id
    )
    SELECT c.place,
        aims.weight AS benefit_weight,
        aims.achieved AS benefit_achieved,
        breaches.due AS breaches_due,
        breaches.in_time AS breaches_in_time,
        audited.number AS findings,
        audited.late AS findings_late,
        (running.started + interval '1 year' < c.as_of
            -- who was rated in the last year of the contract needs no other rating
            AND coalesce(rated.until + interval '1 year' <= running.ended, TRUE)
        )::int AS ratings_expected,
        (coalesce(rated.until, running.started) + interval '1 year')::date AS rating_due,
        breaches.latest AS breached_on,
        audited.latest AS audited_on,
        rated.latest AS rated_on
    FROM risk_chunk c
    LEFT JOIN breaches ON breaches.project_id = c.project
    LEFT JOIN audited ON audited.project_id = c.project
    LEFT JOIN running ON running.project_id = c.project
    LEFT JOIN rated ON rated.project_id = c.project
    LEFT JOIN aims ON aims.project_id = c.project
"""


def read_prosecution(projects: int) -> ProsecutionFacts:
    """Benefits, breaches, audit findings and ratings."""
    return read_group(ProsecutionFacts, STATEMENT, projects)
