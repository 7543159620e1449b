# ruff: noqa: S608 - put together from texts of this folder
"""Reads who the chosen partners are: past ratings, debarments, entrusted data, subcontractors."""

from risk.gather.chunk import Part
from risk.gather.currencies import comparable, joined
from risk.gather.tenders import BIDS

WINNERS = """
    winners AS (
        SELECT a.project_id, a.supplier_id AS firm,
            coalesce((a.decided_at AT TIME ZONE c.zone)::date, c.as_of) AS chosen_on
        FROM selection_award a JOIN risk_chunk c ON c.project = a.project_id
        WHERE a.status = 'active' AND a.supplier_id IS NOT NULL
    )
"""
PAST = Part(
    f"""
    WITH {WINNERS}
    SELECT w.project_id AS project, count(*) AS past_ratings,
        CASE WHEN coalesce(min(v.first) = max(v.last), TRUE) THEN
            sum(v.weight * (r.quality + r.schedule + r.cost + r.management + r.security) / 5.0)
                / nullif(sum(v.weight), 0)
        END AS past_rating
    FROM winners w
    JOIN contractors_rating r ON r.organisation_id = w.firm AND r.status = 'final'
        AND r.project_id <> w.project_id
    CROSS JOIN LATERAL (
        SELECT w.chosen_on - (r.finalised_at AT TIME ZONE c.zone)::date AS age
    ) a
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(k.value), 0)::float8
            * power(2.0, -a.age / (18 * 30.4375)) AS weight,
            min(k.currency) FILTER (WHERE k.value > 0) AS first,
            max(k.currency) FILTER (WHERE k.value > 0) AS last
        FROM selection_contract k
        WHERE k.project_id = r.project_id AND k.contractor_id = w.firm
    ) v
    WHERE a.age BETWEEN 0 AND 1096
    GROUP BY w.project_id
    """,
    "past_rating past_ratings",
)
BARRED = Part(
    f"""
    WITH {WINNERS}, bound AS (
        SELECT project_id, firm, chosen_on AS day FROM winners
        UNION
        SELECT k.project_id, k.contractor_id, c.as_of
        FROM selection_contract k JOIN risk_chunk c ON c.project = k.project_id
        WHERE k.status = 'active' AND k.contractor_id IS NOT NULL
            AND (k.ended_on IS NULL OR k.ended_on > c.as_of)
    )
    SELECT b.project_id AS project, count(DISTINCT b.firm) AS debarred
    FROM contractors_sanction s
    JOIN contractors_contractor f ON f.id = s.contractor_id
    JOIN bound b ON b.firm = f.organisation_id
    WHERE s.kind = 'debarment' AND s.starts_on <= b.day
        AND (s.ends_on IS NULL OR s.ends_on >= b.day)
        AND (s.lifted_on IS NULL OR s.lifted_on > b.day)
    GROUP BY b.project_id
    """,
    "debarred",
)
ENTRUSTED = Part(
    """
    SELECT DISTINCT t.project_id AS project, TRUE AS entrusted
    FROM lifecycle_attestation t JOIN risk_chunk c ON c.project = t.project_id
    WHERE t.gate = 'G2' AND t.check_code = 'entrustment' AND t.superseded_at IS NULL
        AND (t.holds OR NOT t.is_applicable)
    """,
    "entrusted",
)
HANDED_ON = Part(
    f"""
    WITH {BIDS}
    SELECT s.project_id AS project,
        sum(s.value) FILTER (
            WHERE s.status = 'consented' AND {comparable("own.currency")}
        ) AS subcontracted,
        count(DISTINCT s.organisation_id) FILTER (
            WHERE s.status = 'consented' AND (s.project_id, s.organisation_id) IN (
                SELECT project_id, bidder_id FROM bidders WHERE NOT is_awarded
            )
        ) AS losers_hired,
        (max(greatest(s.proposed_at, s.decided_at)) AT TIME ZONE c.zone)::date
            AS subcontracts_on
    FROM projects_subcontract s JOIN risk_chunk c ON c.project = s.project_id
    {joined("s")}
    GROUP BY s.project_id
    """,
    "subcontracted losers_hired subcontracts_on",
)
UNDISCLOSED = Part(
    """
    SELECT e.project_id AS project, count(DISTINCT e.organisation_id) AS undisclosed
    FROM projects_engagement e JOIN risk_chunk c ON c.project = e.project_id
    WHERE e.capacity = 'subcontractor' AND e.ended_at IS NULL
        AND (e.valid_from AT TIME ZONE c.zone)::date <= c.as_of
        AND (e.valid_to AT TIME ZONE c.zone)::date > c.as_of
        AND NOT EXISTS (
            SELECT FROM projects_subcontract s
            WHERE s.project_id = e.project_id AND s.organisation_id = e.organisation_id
                AND s.status = 'consented'
        )
    GROUP BY e.project_id
    """,
    "undisclosed",
)
