"""Reads what prosecution left behind."""

from risk.facts import ProsecutionFacts
from risk.gather.chunk import Chunk, Part

BREACHES = Part(
    """
    SELECT b.project_id AS project, count(*) AS breaches_due,
        (max(greatest(b.opened_at, m.decided_at)) AT TIME ZONE c.zone)::date AS breached_on,
        count(*) FILTER (
            WHERE (m.decided_at AT TIME ZONE c.zone)::date <= b.decide_by
        ) AS breaches_in_time
    FROM prosecution_breach b
    JOIN risk_chunk c ON c.project = b.project_id
    LEFT JOIN (
        SELECT m.id, m.breach_id, m.decided_at
        FROM prosecution_remedy m JOIN risk_chunk c ON c.project = m.project_id
    ) m ON m.breach_id = b.id
    WHERE b.decide_by < c.as_of OR m.id IS NOT NULL
    GROUP BY b.project_id
    """,
    "breaches_due breaches_in_time breached_on",
)
AUDITED = Part(
    """
    SELECT f.project_id AS project, count(*) AS findings,
        (max(greatest(f.issued_at, f.resolved_at)) AT TIME ZONE c.zone)::date AS audited_on,
        count(*) FILTER (
            -- what was promised counts from the promise on, before it the answer
            WHERE coalesce(f.measure_due, f.due)
                < coalesce((f.resolved_at AT TIME ZONE c.zone)::date, c.as_of)
        ) AS findings_late
    FROM reviews_auditfinding f JOIN risk_chunk c ON c.project = f.project_id
    WHERE f.severity IN ('medium', 'high') AND f.issued_at IS NOT NULL
        AND (f.resolved_at IS NULL
            OR (f.resolved_at AT TIME ZONE c.zone)::date >= c.as_of - 180)
    GROUP BY f.project_id
    """,
    "findings findings_late audited_on",
)
RATED = Part(
    """
    WITH running AS (
        -- without a day to begin on, a contract is in effect from its signature
        SELECT k.project_id,
            min(coalesce(k.start_date, (k.signed_at AT TIME ZONE c.zone)::date)) AS started,
            max(coalesce(k.ended_on, k.end_date)) AS ended, min(c.as_of) AS as_of
        FROM selection_contract k JOIN risk_chunk c ON c.project = k.project_id
        WHERE k.status IN ('active', 'terminated')
        GROUP BY k.project_id
    ), rated AS (
        SELECT r.project_id, max(r.period_end) AS until,
            (max(r.rated_at) AT TIME ZONE c.zone)::date AS latest
        FROM contractors_rating r JOIN risk_chunk c ON c.project = r.project_id
        WHERE r.status <> 'draft'
        GROUP BY r.project_id
    )
    SELECT coalesce(running.project_id, rated.project_id) AS project,
        (running.started + interval '1 year' < running.as_of
            -- who was rated in the last year of the contract needs no other rating
            AND coalesce(rated.until + interval '1 year' <= running.ended, TRUE)
        )::int AS ratings_expected,
        (coalesce(rated.until, running.started) + interval '1 year')::date AS rating_due,
        rated.latest AS rated_on
    FROM running FULL JOIN rated ON rated.project_id = running.project_id
    """,
    "ratings_expected rating_due rated_on",
)
# contracts by their start, where there are several; one follows when all before it have ended
FOLLOWED = Part(
    """
    WITH several AS (
        SELECT k.project_id
        FROM selection_contract k JOIN risk_chunk c ON c.project = k.project_id
        WHERE k.status IN ('active', 'terminated') AND k.start_date IS NOT NULL
        GROUP BY k.project_id
        HAVING count(*) > 1
    ), chain AS (
        SELECT k.project_id, k.id, k.contractor_id, k.signed_at, k.start_date,
            coalesce(t.method IN ('open', 'selective'), FALSE) AS competed,
            lag(k.contractor_id) OVER earlier AS before,
            max(coalesce(k.ended_on, k.end_date)) OVER (
                earlier ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
            ) <= k.start_date AS follows
        FROM selection_contract k
        JOIN risk_chunk c ON c.project = k.project_id
        JOIN several ON several.project_id = k.project_id
        LEFT JOIN selection_award a ON a.id = k.award_id
        LEFT JOIN selection_tender t ON t.id = a.tender_id
        WHERE k.status IN ('active', 'terminated') AND k.start_date IS NOT NULL
        WINDOW earlier AS (PARTITION BY k.project_id ORDER BY k.start_date, k.id)
    ), numbered AS (
        SELECT project_id, follows, signed_at,
            coalesce(follows AND NOT competed AND contractor_id = before, FALSE) AS renewed,
            row_number() OVER (PARTITION BY project_id ORDER BY start_date DESC, id DESC) AS back
        FROM chain
    )
    SELECT project_id AS project, count(*) FILTER (WHERE follows) AS successions,
        min(back) FILTER (WHERE NOT renewed) - 1 AS renewals,
        (max(signed_at) FILTER (WHERE follows) AT TIME ZONE c.zone)::date AS followed_on
    FROM numbered
    GROUP BY project_id
    """,
    "successions renewals followed_on",
)
BENEFITS = Part(
    """
    SELECT o.project_id AS project, sum(o.weight) AS benefit_weight,
        sum(o.weight * least(1, greatest(0, CASE
            WHEN o.baseline > o.target THEN coalesce(o.target / nullif(o.actual, 0), 1)
            ELSE o.actual / o.target
        END))) AS benefit_achieved
    FROM planning_objective o JOIN risk_chunk c ON c.project = o.project_id
    WHERE o.actual IS NOT NULL AND o.target <> 0 AND o.withdrawn_at IS NULL
    GROUP BY o.project_id
    """,
    "benefit_weight benefit_achieved",
)


def read_prosecution(chunk: Chunk) -> ProsecutionFacts:
    """Benefits, breaches, audit findings, ratings and contracts that follow another."""
    known = chunk.facts(ProsecutionFacts, BREACHES, AUDITED, RATED, FOLLOWED, BENEFITS)
    return ProsecutionFacts.blank(len(chunk), **known)
