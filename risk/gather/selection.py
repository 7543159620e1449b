# ruff: noqa: S608 - put together from texts of this folder
"""Reads what the choice of mode and partner left behind."""

from typing import Any

import numpy as np

from projects.selection.clauses import CLAUSES, ESSENTIAL
from projects.selection.clauses import TOTAL_WEIGHT as CLAUSE_WEIGHT
from risk.facts import SelectionFacts
from risk.gather.chunk import Chunk, Part, rows
from risk.gather.partners import BARRED, ENTRUSTED, HANDED_ON, PAST, UNDISCLOSED
from risk.gather.rights import read_rights
from risk.gather.tenders import read_tenders

MINIMUM_DAYS = 20  # open tenders, Government Procurement Law art. 35
FEWEST_CRITERIA, FEWEST_JUDGES = 4, 3

ALTERNATIVES = """
    SELECT a.project_id AS project,
        count(*) >= 3 AND bool_or(a.mode = 'self_build') AS has_choice,
        bool_and(a.whole_life_cost IS NOT NULL) AS has_costs
    FROM selection_alternative a JOIN risk_chunk c ON c.project = a.project_id
    GROUP BY a.project_id
"""
JUDGED = """
    SELECT s.project_id AS project, count(DISTINCT s.criterion) AS criteria,
        count(DISTINCT s.judge_id) AS judges
    FROM selection_alternativescore s JOIN risk_chunk c ON c.project = s.project_id
    GROUP BY s.project_id
"""
CHOSEN = """
    SELECT DISTINCT ON (d.project_id) d.project_id AS project, d.market_suppliers,
        (coalesce(d.decided_at, d.proposed_at) AT TIME ZONE c.zone)::date AS appraised_on,
        d.status = 'approved' AND d.decided_by_id IS NOT NULL AS decided,
        coalesce(jsonb_typeof(d.ranking -> 'consistency_ratio') = 'number'
            AND (d.ranking ->> 'consistency_ratio')::float8 <= 0.1, FALSE) AS consistent,
        d.ranking ? 'first_shares' AS shaken,
        1 - (d.ranking -> 'first_shares' ->> d.alternative_id::text)::float8 AS mode_fragility
    FROM selection_modedecision d JOIN risk_chunk c ON c.project = d.project_id
    ORDER BY d.project_id, d.status = 'approved' DESC, d.id DESC
"""
AWARDED = Part(
    """
    SELECT a.project_id AS project, count(*) AS awards,
        count(DISTINCT a.supplier_id) AS suppliers_awarded,
        (max(a.decided_at) AT TIME ZONE c.zone)::date AS awarded_on
    FROM selection_award a JOIN risk_chunk c ON c.project = a.project_id
    WHERE a.status = 'active'
    GROUP BY a.project_id
    """,
    "awards suppliers_awarded awarded_on",
)
AGREED = Part(
    """
    SELECT k.project_id AS project, sum(k.value) AS contract_value,
        (max(k.signed_at) AT TIME ZONE c.zone)::date AS signed_on
    FROM selection_contract k JOIN risk_chunk c ON c.project = k.project_id
    WHERE k.status IN ('active', 'terminated')
    GROUP BY k.project_id
    HAVING min(k.currency) = max(k.currency)
    """,
    "contract_value signed_on",
)
# an award counts once, however many contracts follow it, and no contract without an award
FOLLOWED = Part(
    """
    SELECT project_id AS project, sum(agreed) AS awarded_contract_value,
        sum(awarded) AS award_value
    FROM (
        SELECT k.project_id, sum(k.value) AS agreed, min(a.value) AS awarded,
            min(least(k.currency, a.currency)) AS first,
            max(greatest(k.currency, a.currency)) AS last
        FROM selection_contract k
        JOIN risk_chunk c ON c.project = k.project_id
        JOIN (
            SELECT a.id, a.currency, a.value
            FROM selection_award a JOIN risk_chunk c ON c.project = a.project_id
            WHERE a.status = 'active'
        ) a ON a.id = k.award_id
        WHERE k.status IN ('active', 'terminated')
        GROUP BY k.project_id, a.id
    ) pairs
    GROUP BY project_id
    HAVING min(first) = max(last)
    """,
    "award_value awarded_contract_value",
)
CATALOGUE = rows((one.code, one.weight, one.is_essential) for one in CLAUSES.values())
CLAUSES_AGREED = Part(
    f"""
    WITH catalogue (code, weight, is_title) AS (VALUES {CATALOGUE}), written AS (
        SELECT o.contract_id, max(o.reviewed_at) AS latest,
            sum(catalogue.weight) FILTER (
                WHERE o.is_present AND o.reviewed_at IS NOT NULL
            ) AS present,
            count(*) FILTER (WHERE catalogue.is_title AND o.is_present) AS titles
        FROM selection_ownershipclause o
        JOIN risk_chunk c ON c.project = o.project_id
        JOIN catalogue ON catalogue.code = o.code
        GROUP BY o.contract_id
    )
    SELECT k.project_id AS project, count(*) * {CLAUSE_WEIGHT} AS clause_weight,
        (max(written.latest) AT TIME ZONE c.zone)::date AS clauses_on,
        sum(written.present) AS clause_weight_present,
        count(*) * {len(ESSENTIAL)} - coalesce(sum(written.titles), 0) AS title_clauses_missing
    FROM selection_contract k
    JOIN risk_chunk c ON c.project = k.project_id
    LEFT JOIN written ON written.contract_id = k.id
    WHERE k.status IN ('active', 'terminated')
    GROUP BY k.project_id
    """,
    "clause_weight clauses_on clause_weight_present title_clauses_missing",
)
PARTS = (
    *(AWARDED, AGREED, FOLLOWED, CLAUSES_AGREED),
    *(PAST, BARRED, ENTRUSTED, HANDED_ON, UNDISCLOSED),
)


def read_selection(chunk: Chunk) -> SelectionFacts:
    """Appraisal, tender, bids, award, contract, ownership clauses and control rights."""
    known = chunk.facts(SelectionFacts, *PARTS)
    return SelectionFacts.blank(
        len(chunk),
        **known,
        **read_tenders(chunk),
        **appraisal(chunk),
        **read_rights(chunk),
        minimum_days=np.full(len(chunk), float(MINIMUM_DAYS)),
    )


def appraisal(chunk: Chunk) -> dict[str, Any]:
    """How many of the eight things that a choice of mode takes are there."""
    options = chunk.columns(ALTERNATIVES, {"has_choice": "flag", "has_costs": "flag"})
    judged = chunk.columns(JUDGED, {"criteria": "count", "judges": "count"})
    flags = ("decided", "consistent", "shaken")
    numbers = {"market_suppliers": "number", "mode_fragility": "number", "appraised_on": "day"}
    chosen = chunk.columns(CHOSEN, numbers | dict.fromkeys(flags, "flag"))
    there = (
        *options.values(),
        judged["criteria"] >= FEWEST_CRITERIA,
        judged["judges"] >= FEWEST_JUDGES,
        ~np.isnan(chosen["market_suppliers"]),
        *(chosen[name] for name in flags),
    )
    return {
        "appraisal_done": np.sum(there, axis=0, dtype=np.int64),
        **{name: chosen[name] for name in numbers},
    }
