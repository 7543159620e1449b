"""Reads what the choice of mode and partner left behind."""

from collections.abc import Iterable
from typing import Any

from psycopg2 import sql

from projects.rights import DECISION_POINTS
from projects.selection.clauses import CLAUSES, ESSENTIAL
from projects.selection.clauses import TOTAL_WEIGHT as CLAUSE_WEIGHT
from projects.sharing import TOLERANCE, TOTAL_WEIGHT
from risk.facts import SelectionFacts
from risk.gather.chunk import read_group

MINIMUM_DAYS = 20  # open tenders, Government Procurement Law art. 35

APPRAISAL = """
    alternatives AS (
        SELECT a.project_id, count(*) AS number,
            bool_or(a.mode = 'self_build') AS has_self_build,
            bool_and(a.whole_life_cost IS NOT NULL) AS has_costs
        FROM selection_alternative a JOIN risk_chunk c ON c.project = a.project_id
        GROUP BY a.project_id
    ), judged AS (
        SELECT s.project_id, count(DISTINCT s.criterion) AS criteria,
            count(DISTINCT s.judge_id) AS judges
        FROM selection_alternativescore s JOIN risk_chunk c ON c.project = s.project_id
        GROUP BY s.project_id
    ), chosen AS (
        SELECT DISTINCT ON (d.project_id) d.project_id, d.market_suppliers,
            (coalesce(d.decided_at, d.proposed_at) AT TIME ZONE c.zone)::date AS latest,
            d.decided_by_id IS NOT NULL AS decided,
            coalesce(jsonb_typeof(d.ranking -> 'consistency_ratio') = 'number'
                AND (d.ranking ->> 'consistency_ratio')::float8 <= 0.1, FALSE) AS consistent,
            d.ranking ? 'first_shares' AS shaken,
            1 - (d.ranking -> 'first_shares' ->> d.alternative_id::text)::float8 AS fragility
        FROM selection_modedecision d JOIN risk_chunk c ON c.project = d.project_id
        ORDER BY d.project_id, d.status = 'approved' DESC, d.id DESC
    )
"""

TENDERS = """
    call AS (
        SELECT DISTINCT ON (t.project_id) t.project_id, t.id, t.number_of_tenderers,
            t.period_end,
            t.period_start AT TIME ZONE c.zone AS starts, t.period_end AT TIME ZONE c.zone AS ends,
            (coalesce(t.published_at, t.period_start) AT TIME ZONE c.zone)::date AS latest,
            CASE t.method
                WHEN 'open' THEN 0
                WHEN 'selective' THEN 1
                WHEN 'limited' THEN 2
                WHEN 'direct' THEN CASE WHEN btrim(t.method_rationale) <> '' THEN 3 ELSE 4 END
                ELSE -1
            END AS procedure
        FROM selection_tender t JOIN risk_chunk c ON c.project = t.project_id
        WHERE t.status NOT IN ('draft', 'cancelled')
        ORDER BY t.project_id, t.id DESC
    ), offers AS (
        SELECT call.project_id, b.bidder_id, b.amount, b.currency, b.status, b.is_price_explained,
            b.submitted_at > call.period_end AS is_late,
            (coalesce(b.evaluated_at, b.submitted_at) AT TIME ZONE c.zone)::date AS latest,
            EXISTS (
                SELECT FROM selection_award a
                WHERE a.tender_id = call.id AND a.status = 'active'
                    AND a.supplier_id = b.bidder_id
            ) AS is_awarded
        FROM call
        JOIN risk_chunk c ON c.project = call.project_id
        JOIN selection_bid b ON b.tender_id = call.id
        WHERE b.status <> 'withdrawn'
    ), bidders AS (
        SELECT project_id, bidder_id, bool_or(status = 'valid') AS is_valid,
            bool_or(status = 'disqualified') AS is_disqualified,
            bool_or(is_awarded) AS is_awarded, max(latest) AS latest,
            count(*) FILTER (WHERE status = 'valid' AND is_awarded AND is_late) AS late
        FROM offers GROUP BY project_id, bidder_id
    ), counted AS (
        SELECT project_id, count(*) AS number, sum(late) AS late, max(latest) AS latest,
            count(*) FILTER (WHERE is_valid) AS valid,
            count(*) FILTER (WHERE is_disqualified AND NOT is_valid) AS disqualified,
            count(*) FILTER (WHERE is_valid AND is_awarded) AS valid_awarded
        FROM bidders GROUP BY project_id
    ), alike AS (
        SELECT project_id, max(named) AS tenderers
        FROM (
            SELECT project_id, count(DISTINCT bidder_id) AS named
            FROM offers WHERE amount IS NOT NULL GROUP BY project_id, amount, currency
        ) prices GROUP BY project_id
    ), prices AS (
        SELECT project_id, (array_agg(amount ORDER BY amount))[1:2] AS lowest,
            min(amount) FILTER (WHERE is_awarded) AS won,
            count(DISTINCT bidder_id) FILTER (WHERE is_awarded) AS winners,
            coalesce(bool_or(is_price_explained) FILTER (WHERE is_awarded), FALSE) AS explained
        FROM offers WHERE status = 'valid' AND amount IS NOT NULL
        GROUP BY project_id
    ), ties AS (
        SELECT one.project_id,
            max(CASE f.kind WHEN 'contact' THEN 1 ELSE 2 END) AS closest
        FROM bidders one
        JOIN risk_chunk c ON c.project = one.project_id
        JOIN contractors_affiliation f ON f.organisation_id = one.bidder_id
            AND (f.since IS NULL OR f.since <= c.as_of)
            AND (f.until IS NULL OR f.until >= c.as_of)
        JOIN bidders two ON two.project_id = one.project_id AND two.bidder_id = f.other_id
        GROUP BY one.project_id
    )
"""

AGREEMENTS = """
    awarded AS (
        SELECT a.project_id, count(*) AS number, count(DISTINCT a.supplier_id) AS suppliers,
            (max(a.decided_at) AT TIME ZONE min(c.zone))::date AS latest
        FROM selection_award a JOIN risk_chunk c ON c.project = a.project_id
        WHERE a.status = 'active'
        GROUP BY a.project_id
    ), agreed AS (
        SELECT k.project_id, sum(k.value) AS value,
            (max(k.signed_at) AT TIME ZONE min(c.zone))::date AS latest
        FROM selection_contract k JOIN risk_chunk c ON c.project = k.project_id
        WHERE k.status IN ('active', 'terminated')
        GROUP BY k.project_id
        HAVING count(DISTINCT k.currency) = 1
    ), followed AS (
        SELECT project_id, sum(agreed) AS agreed, sum(awarded) AS awarded
        FROM (
            SELECT k.project_id, sum(k.value) AS agreed, a.value AS awarded,
                min(least(k.currency, a.currency)) AS first,
                max(greatest(k.currency, a.currency)) AS last
            FROM selection_contract k
            JOIN risk_chunk c ON c.project = k.project_id
            JOIN selection_award a ON a.id = k.award_id AND a.status = 'active'
            WHERE k.status IN ('active', 'terminated')
            GROUP BY k.project_id, a.id
        ) pairs
        GROUP BY project_id
        HAVING min(first) = max(last)
    ), catalogue (code, weight, is_title) AS (VALUES {clauses}),
    clauses AS (
        SELECT k.project_id, count(DISTINCT k.id) * {clause_weight} AS weight,
            (max(o.reviewed_at) AT TIME ZONE min(c.zone))::date AS latest,
            sum(catalogue.weight) FILTER (
                WHERE o.is_present AND o.reviewed_at IS NOT NULL
            ) AS present,
            count(DISTINCT k.id) * {titles}
                - count(*) FILTER (WHERE catalogue.is_title AND o.is_present) AS title_missing
        FROM selection_contract k
        JOIN risk_chunk c ON c.project = k.project_id
        LEFT JOIN (
            selection_ownershipclause o JOIN catalogue ON catalogue.code = o.code
        ) ON o.contract_id = k.id
        WHERE k.status IN ('active', 'terminated')
        GROUP BY k.project_id
    )
"""

RIGHTS = """
    points (code, is_reserved, weight, g, t, c) AS (VALUES {points}),
    held AS (
        SELECT a.project_id, a.point,
            coalesce(sum(a.share) FILTER (WHERE a.holder = 'G'), 0)::float8 AS g,
            coalesce(sum(a.share) FILTER (WHERE a.holder = 'T'), 0)::float8 AS t,
            coalesce(sum(a.share) FILTER (WHERE a.holder = 'C'), 0)::float8 AS c,
            max(a.valid_from) AS latest, min(c.zone) AS zone
        FROM projects_allocation a JOIN risk_chunk c ON c.project = a.project_id
        WHERE a.valid_to IS NULL
        GROUP BY a.project_id, a.point
    ), rights AS (
        SELECT held.project_id,
            (max(held.latest) AT TIME ZONE min(held.zone))::date AS latest,
            sum(points.weight * CASE
                WHEN points.is_reserved THEN 1 - held.g
                ELSE greatest(0, (
                    abs(held.g - points.g) + abs(held.t - points.t) + abs(held.c - points.c)
                ) / 2 - {tolerance})
            END) + {total} - sum(points.weight) AS misallocated,
            count(*) FILTER (
                WHERE points.is_reserved AND points.weight = 3 AND held.c >= 1
            ) AS lost
        FROM held JOIN points ON points.code = held.point
        GROUP BY held.project_id
    )
"""

PARTNERS = """
    winners AS (
        SELECT a.project_id, a.supplier_id AS firm,
            coalesce((a.decided_at AT TIME ZONE c.zone)::date, c.as_of) AS chosen_on, c.zone
        FROM selection_award a JOIN risk_chunk c ON c.project = a.project_id
        WHERE a.status = 'active' AND a.supplier_id IS NOT NULL
    ), past AS (
        SELECT w.project_id, count(*) AS number, sum(v.weight) AS weight,
            sum(v.weight * (r.quality + r.schedule + r.cost + r.management + r.security) / 5.0)
                AS rated
        FROM winners w
        JOIN contractors_rating r ON r.organisation_id = w.firm AND r.status = 'final'
            AND r.project_id <> w.project_id
        CROSS JOIN LATERAL (
            SELECT w.chosen_on - (r.finalised_at AT TIME ZONE w.zone)::date AS age
        ) a
        CROSS JOIN LATERAL (
            SELECT coalesce(sum(k.value), 0)::float8
                * power(2.0, -a.age / (18 * 30.4375)) AS weight
            FROM selection_contract k
            WHERE k.project_id = r.project_id AND k.contractor_id = w.firm
        ) v
        WHERE a.age BETWEEN 0 AND 1096
        GROUP BY w.project_id
    ), bound AS (
        SELECT project_id, firm, chosen_on AS day FROM winners
        UNION
        SELECT k.project_id, k.contractor_id, c.as_of
        FROM selection_contract k JOIN risk_chunk c ON c.project = k.project_id
        WHERE k.status = 'active' AND k.contractor_id IS NOT NULL
            AND (k.ended_on IS NULL OR k.ended_on > c.as_of)
    ), barred AS (
        SELECT b.project_id, count(DISTINCT b.firm) AS number
        FROM contractors_sanction s
        JOIN contractors_contractor f ON f.id = s.contractor_id
        JOIN bound b ON b.firm = f.organisation_id
        WHERE s.kind = 'debarment' AND s.starts_on <= b.day
            AND (s.ends_on IS NULL OR s.ends_on >= b.day)
            AND (s.lifted_on IS NULL OR s.lifted_on > b.day)
        GROUP BY b.project_id
    ), approved AS (
        SELECT DISTINCT t.project_id
        FROM lifecycle_attestation t JOIN risk_chunk c ON c.project = t.project_id
        WHERE t.gate = 'G2' AND t.check_code = 'entrustment' AND t.superseded_at IS NULL
            AND (t.holds OR NOT t.is_applicable)
    ), handed_on AS (
        SELECT s.project_id, sum(s.value) FILTER (WHERE s.status = 'consented') AS value,
            count(DISTINCT s.organisation_id) FILTER (
                WHERE s.status = 'consented' AND EXISTS (
                    SELECT FROM bidders b
                    WHERE b.project_id = s.project_id AND b.bidder_id = s.organisation_id
                        AND NOT b.is_awarded
                )
            ) AS losers,
            (max(greatest(s.proposed_at, s.decided_at)) AT TIME ZONE min(c.zone))::date AS latest
        FROM projects_subcontract s JOIN risk_chunk c ON c.project = s.project_id
        GROUP BY s.project_id
    ), unknown AS (
        SELECT e.project_id, count(DISTINCT e.organisation_id) AS number
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
    )
"""

SELECTED = """
    SELECT c.place,
        call.id IS NOT NULL AS outsourced,
        (coalesce(alternatives.number >= 3 AND alternatives.has_self_build, FALSE)::int
            + coalesce(judged.criteria >= 4, FALSE)::int
            + coalesce(chosen.consistent, FALSE)::int
            + coalesce(judged.judges >= 3, FALSE)::int
            + (chosen.market_suppliers IS NOT NULL)::int
            + coalesce(alternatives.has_costs, FALSE)::int
            + coalesce(chosen.shaken, FALSE)::int
            + coalesce(chosen.decided, FALSE)::int) AS appraisal_done,
        call.procedure,
        call.starts AS tender_start,
        call.ends AS tender_end,
        {minimum_days} AS minimum_days,
        greatest(counted.number, call.number_of_tenderers) AS tenderers,
        alike.tenderers AS same_price_tenderers,
        awarded.number AS awards,
        counted.late AS late_awarded_bids,
        counted.valid AS tenderers_valid,
        counted.disqualified AS tenderers_disqualified,
        awarded.suppliers AS suppliers_awarded,
        counted.valid_awarded,
        CASE WHEN prices.won = prices.lowest[1] AND prices.winners = 1 THEN prices.won END
            AS winning_price,
        prices.lowest[2] AS second_price,
        prices.explained AS price_explained,
        coalesce(ties.closest, 0) AS bidder_tie,
        chosen.market_suppliers,
        followed.awarded AS award_value,
        followed.agreed AS awarded_contract_value,
        agreed.value AS contract_value,
        clauses.weight AS clause_weight,
        clauses.present AS clause_weight_present,
        clauses.title_missing AS title_clauses_missing,
        rights.lost AS reserved_lost,
        CASE WHEN rights.project_id IS NOT NULL THEN {total} END AS rights_weight,
        rights.misallocated AS rights_misallocated,
        chosen.latest AS appraised_on,
        call.latest AS called_on,
        counted.latest AS bids_on,
        awarded.latest AS awarded_on,
        agreed.latest AS signed_on,
        clauses.latest AS clauses_on,
        rights.latest AS rights_on,
        chosen.fragility AS mode_fragility,
        past.rated / nullif(past.weight, 0) AS past_rating,
        past.number AS past_ratings,
        barred.number AS debarred,
        approved.project_id IS NOT NULL AS entrusted,
        handed_on.value AS subcontracted,
        handed_on.losers AS losers_hired,
        unknown.number AS undisclosed,
        handed_on.latest AS subcontracts_on
    FROM risk_chunk c
    LEFT JOIN alternatives ON alternatives.project_id = c.project
    LEFT JOIN judged ON judged.project_id = c.project
    LEFT JOIN chosen ON chosen.project_id = c.project
    LEFT JOIN call ON call.project_id = c.project
    LEFT JOIN counted ON counted.project_id = c.project
    LEFT JOIN alike ON alike.project_id = c.project
    LEFT JOIN prices ON prices.project_id = c.project
    LEFT JOIN ties ON ties.project_id = c.project
    LEFT JOIN awarded ON awarded.project_id = c.project
    LEFT JOIN agreed ON agreed.project_id = c.project
    LEFT JOIN followed ON followed.project_id = c.project
    LEFT JOIN clauses ON clauses.project_id = c.project
    LEFT JOIN rights ON rights.project_id = c.project
    LEFT JOIN past ON past.project_id = c.project
    LEFT JOIN barred ON barred.project_id = c.project
    LEFT JOIN approved ON approved.project_id = c.project
    LEFT JOIN handed_on ON handed_on.project_id = c.project
    LEFT JOIN unknown ON unknown.project_id = c.project
"""


def rows(values: Iterable[tuple[Any, ...]]) -> sql.Composable:
    """Rows for VALUES, each value a literal."""
    return sql.SQL(", ").join(
        sql.SQL("({})").format(sql.SQL(", ").join(sql.Literal(value) for value in row))
        for row in values
    )


TOTAL = sql.Literal(TOTAL_WEIGHT)
STATEMENT = sql.SQL("WITH {}, {}, {}, {}, {} {}").format(
    sql.SQL(APPRAISAL),
    sql.SQL(TENDERS),
    sql.SQL(AGREEMENTS).format(
        clauses=rows((one.code, one.weight, one.is_essential) for one in CLAUSES.values()),
        clause_weight=sql.Literal(CLAUSE_WEIGHT),
        titles=sql.Literal(len(ESSENTIAL)),
    ),
    sql.SQL(RIGHTS).format(
        points=rows(
            (code, point.is_reserved, point.weight, *point.ideal)
            for code, point in DECISION_POINTS.items()
        ),
        tolerance=sql.Literal(float(TOLERANCE)),
        total=TOTAL,
    ),
    sql.SQL(PARTNERS),
    sql.SQL(SELECTED).format(minimum_days=sql.Literal(MINIMUM_DAYS), total=TOTAL),
)


def read_selection(projects: int) -> SelectionFacts:
    """Appraisal, tender, bids, award, contract, ownership clauses and control rights."""
    return read_group(SelectionFacts, STATEMENT, projects)
