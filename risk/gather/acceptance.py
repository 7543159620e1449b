# ruff: noqa: S608 - put together from texts of this folder
"""Reads what acceptance left behind."""

import numpy as np

from projects.acceptance.ownership import CONTROL, CUSTODY, TITLE, VALID, WEIGHTS
from risk.facts import AcceptanceFacts
from risk.gather.chunk import Chunk, Part, rows

CRITERIA = Part(
    """
    WITH passed AS (
        SELECT x.criterion_id
        FROM acceptance_criterioncheck x
        JOIN risk_chunk c ON c.project = x.project_id
        JOIN accounts_organisation o ON o.id = x.organisation_id
        WHERE x.superseded_at IS NULL AND x.result = 'passed' AND o.kind <> 'contractor'
    )
    SELECT k.project_id AS project, count(*) AS criteria,
        count(*) FILTER (WHERE k.id IN (SELECT criterion_id FROM passed)) AS criteria_evidenced
    FROM acceptance_acceptancecriterion k JOIN risk_chunk c ON c.project = k.project_id
    GROUP BY k.project_id
    """,
    "criteria criteria_evidenced",
)
CONDITIONS = Part(
    """
    SELECT k.project_id AS project, count(*) AS conditions,
        count(*) FILTER (WHERE k.met_on IS NULL AND k.due < c.as_of) AS conditions_overdue
    FROM acceptance_condition k JOIN risk_chunk c ON c.project = k.project_id
    GROUP BY k.project_id
    """,
    "conditions conditions_overdue",
)
# the latest decision that accepted something
DECIDED = """
    accepted AS (
        SELECT DISTINCT ON (d.project_id) d.project_id, d.submission_id,
            (d.decided_at AT TIME ZONE c.zone)::date AS decided
        FROM acceptance_acceptancedecision d
        JOIN risk_chunk c ON c.project = d.project_id
        WHERE d.outcome IN ('accepted', 'conditional')
        ORDER BY d.project_id, d.decided_at DESC, d.id DESC
    )
"""
DELIVERED = Part(
    f"""
    WITH {DECIDED}, submitted AS (
        SELECT b.id, (b.submitted_at AT TIME ZONE c.zone)::date AS delivered
        FROM acceptance_submission b JOIN risk_chunk c ON c.project = b.project_id
    ), tests AS (
        SELECT x.submission_id, max((x.checked_at AT TIME ZONE c.zone)::date) AS tested
        FROM acceptance_criterioncheck x JOIN risk_chunk c ON c.project = x.project_id
        WHERE x.superseded_at IS NULL
        GROUP BY x.submission_id
    )
    SELECT a.project_id AS project, a.decided, submitted.delivered, tests.tested
    FROM accepted a
    JOIN submitted ON submitted.id = a.submission_id
    LEFT JOIN tests ON tests.submission_id = a.submission_id
    """,
    "delivered tested decided",
)
PAID_EARLY = Part(
    f"""
    WITH {DECIDED}, final AS (
        SELECT v.project_id, bool_and(v.status = 'accepted') AS is_final
        FROM acceptance_deliverable v JOIN risk_chunk c ON c.project = v.project_id
        GROUP BY v.project_id
    ), agreed AS (
        SELECT k.project_id, sum(k.value) AS value, min(k.advance_cap) AS cap,
            min(k.currency) AS currency
        FROM selection_contract k JOIN risk_chunk c ON c.project = k.project_id
        WHERE k.status IN ('active', 'terminated')
        GROUP BY k.project_id
        HAVING min(k.currency) = max(k.currency)
    ), money AS (
        SELECT y.project_id, sum(y.amount) AS paid
        FROM supervision_payment y
        JOIN risk_chunk c ON c.project = y.project_id
        JOIN agreed ON agreed.project_id = y.project_id AND agreed.currency = y.currency
        LEFT JOIN final ON final.project_id = y.project_id
        LEFT JOIN accepted ON accepted.project_id = y.project_id
        WHERE y.status = 'paid'
            AND (NOT coalesce(final.is_final, FALSE) OR y.paid_on < accepted.decided)
        GROUP BY y.project_id
    )
    SELECT agreed.project_id AS project, agreed.cap AS paid_cap,
        coalesce(money.paid, 0) / nullif(agreed.value, 0) AS paid_share
    FROM agreed LEFT JOIN money ON money.project_id = agreed.project_id
    """,
    "paid_share paid_cap",
)
ASSETS = Part(
    f"""
    WITH kinds (kind, weight) AS (VALUES {rows(WEIGHTS.items())}), lines AS (
        SELECT a.project_id, kinds.weight, a.kind, a.is_required, a.title, a.custody, a.control,
            v.result IS NOT DISTINCT FROM 'failed' AS refuted,
            coalesce(v.result = 'confirmed' AND v.verified_on >= c.as_of - {VALID.days}, FALSE)
                AS verified
        FROM acceptance_asset a
        JOIN risk_chunk c ON c.project = a.project_id
        JOIN kinds ON kinds.kind = a.kind
        LEFT JOIN LATERAL (
            SELECT x.result, x.verified_on FROM acceptance_custodyverification x
            WHERE x.asset_id = a.id AND x.verified_on <= c.as_of
            ORDER BY x.verified_on DESC, x.id DESC LIMIT 1
        ) v ON TRUE
        WHERE a.retired_on IS NULL OR a.retired_on > c.as_of
    )
    SELECT project_id AS project, sum(weight) AS assets_weight,
        sum(weight * ({TITLE} * title + {CONTROL} * control + {CUSTODY} * CASE
            WHEN refuted THEN 0 WHEN verified THEN custody ELSE custody / 2 END)) AS assets_owned,
        sum(weight) FILTER (WHERE is_required) AS required_weight,
        sum(weight) FILTER (WHERE is_required AND verified AND custody = 1) AS required_verified,
        count(*) FILTER (
            WHERE is_required AND kind IN ('data', 'source') AND (custody < 1 OR refuted)
        ) AS core_outside
    FROM lines GROUP BY project_id
    """,
    "assets_weight assets_owned required_weight required_verified core_outside",
)
CUSTODY_CHECKS = Part(
    """
    WITH checks AS (
        SELECT a.project_id, a.id, a.kind, max(x.verified_on) AS latest,
            (array_agg(x.result ORDER BY x.verified_on DESC, x.id DESC))[1] AS result,
            max(ARRAY[x.verified_on - DATE '1970-01-01', x.id]) FILTER (
                WHERE x.result = 'failed'
            ) AS failed,
            max(ARRAY[x.verified_on - DATE '1970-01-01', x.id]) FILTER (
                WHERE x.result = 'confirmed' AND o.kind = 'third_party'
            ) AS attested,
            max(CASE
                WHEN x.result <> 'confirmed' THEN 0
                WHEN x.method = 'rebuild' AND o.kind = 'third_party' THEN 3
                WHEN x.method = 'rebuild' THEN 2
                ELSE 1
            END) AS level
        FROM acceptance_asset a
        JOIN risk_chunk c ON c.project = a.project_id
        JOIN acceptance_custodyverification x ON x.asset_id = a.id AND x.verified_on <= c.as_of
        JOIN accounts_organisation o ON o.id = x.organisation_id
        WHERE a.retired_on IS NULL OR a.retired_on > c.as_of
        GROUP BY a.project_id, a.id, a.kind
    )
    SELECT project_id AS project, max(latest) AS verified_on,
        max(CASE WHEN result = 'confirmed' THEN level ELSE 0 END)
            FILTER (WHERE kind = 'source') AS source_level,
        count(*) FILTER (WHERE kind = 'data') AS data_checked,
        count(*) FILTER (WHERE kind = 'data' AND result = 'failed') AS data_outside,
        count(*) FILTER (
            WHERE kind = 'data' AND failed IS NOT NULL
                AND (attested IS NULL OR attested < failed)
        ) AS data_unreturned,
        DATE '1970-01-01' + (max(failed[1]) FILTER (WHERE kind = 'data'))::int AS data_failed_on
    FROM checks GROUP BY project_id
    """,
    "verified_on source_level data_checked data_outside data_unreturned data_failed_on",
)
DEFECTS = Part(
    """
    SELECT f.project_id AS project,
        sum(CASE f.severity WHEN 'critical' THEN 10 WHEN 'major' THEN 3 ELSE 0.5 END)
            FILTER (WHERE f.status <> 'closed') AS defects,
        count(*) FILTER (WHERE f.status <> 'closed' AND f.severity = 'critical')
            AS defects_critical,
        (max(greatest(f.raised_at, f.closed_at)) AT TIME ZONE c.zone)::date AS defects_on
    FROM supervision_finding f JOIN risk_chunk c ON c.project = f.project_id
    GROUP BY f.project_id
    """,
    "defects defects_critical defects_on",
)
PARTS = (CRITERIA, CONDITIONS, DELIVERED, PAID_EARLY, ASSETS, CUSTODY_CHECKS, DEFECTS)


def read_acceptance(chunk: Chunk) -> AcceptanceFacts:
    """Criteria with their checks, conditions, dates, money paid early, and the asset register."""
    known = chunk.facts(AcceptanceFacts, *PARTS)
    known["source_level"] = np.maximum(known["source_level"], 0)
    return AcceptanceFacts.blank(len(chunk), **known)
