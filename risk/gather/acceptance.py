"""Reads what acceptance left behind."""

from psycopg2 import sql

from projects.acceptance.ownership import CONTROL, CUSTODY, TITLE, VALID, WEIGHTS
from risk.facts import AcceptanceFacts
from risk.gather.chunk import read_group

STATEMENT = sql.SQL("""
    WITH declared AS (
        SELECT k.project_id, count(*) AS number,
            count(*) FILTER (WHERE EXISTS (
                SELECT FROM acceptance_criterioncheck x
                JOIN accounts_organisation o ON o.id = x.organisation_id
                WHERE x.criterion_id = k.id AND x.superseded_at IS NULL
                    AND x.result = 'passed' AND o.kind <> 'contractor'
            )) AS evidenced
        FROM acceptance_acceptancecriterion k JOIN risk_chunk c ON c.project = k.project_id
        GROUP BY k.project_id
    ), conditions AS (
        SELECT k.project_id, count(*) AS number,
            count(*) FILTER (WHERE k.met_on IS NULL AND k.due < c.as_of) AS overdue
        FROM acceptance_condition k JOIN risk_chunk c ON c.project = k.project_id
        GROUP BY k.project_id
    ), accepted AS (
        SELECT DISTINCT ON (d.project_id) d.project_id, d.submission_id,
            (d.decided_at AT TIME ZONE c.zone)::date AS decided,
            (b.submitted_at AT TIME ZONE c.zone)::date AS delivered
        FROM acceptance_acceptancedecision d
        JOIN risk_chunk c ON c.project = d.project_id
        JOIN acceptance_submission b ON b.id = d.submission_id
        WHERE d.outcome IN ('accepted', 'conditional')
        ORDER BY d.project_id, d.decided_at DESC, d.id DESC
    ), tests AS (
        SELECT a.project_id, max((x.checked_at AT TIME ZONE c.zone)::date) AS tested
        FROM accepted a
        JOIN risk_chunk c ON c.project = a.project_id
        JOIN acceptance_criterioncheck x
            ON x.submission_id = a.submission_id AND x.superseded_at IS NULL
        GROUP BY a.project_id
    ), final AS (
        SELECT v.project_id, bool_and(v.status = 'accepted') AS is_final
        FROM acceptance_deliverable v JOIN risk_chunk c ON c.project = v.project_id
        GROUP BY v.project_id
    ), agreed AS (
        SELECT k.project_id, sum(k.value) AS value, min(k.advance_cap) AS cap
        FROM selection_contract k JOIN risk_chunk c ON c.project = k.project_id
        WHERE k.status IN ('active', 'terminated')
        GROUP BY k.project_id
    ), money AS (
        SELECT y.project_id, sum(y.amount) AS paid
        FROM supervision_payment y
        JOIN risk_chunk c ON c.project = y.project_id
        LEFT JOIN final ON final.project_id = y.project_id
        LEFT JOIN accepted ON accepted.project_id = y.project_id
        WHERE y.status = 'paid'
            AND (NOT coalesce(final.is_final, FALSE) OR y.paid_on < accepted.decided)
        GROUP BY y.project_id
    ), kinds (kind, weight) AS (VALUES {kinds}), lines AS (
        SELECT a.project_id, kinds.weight, a.kind, a.is_required, a.title, a.custody, a.control,
            v.result IS NOT DISTINCT FROM 'failed' AS refuted,
            coalesce(v.result = 'confirmed' AND v.verified_on >= c.as_of - {valid}, FALSE)
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
    ), assets AS (
        SELECT project_id, sum(weight) AS weight,
            sum(weight * ({title} * title + {control} * control + {custody} * CASE
                WHEN refuted THEN 0 WHEN verified THEN custody ELSE custody / 2 END)) AS owned,
            sum(weight) FILTER (WHERE is_required) AS required,
            sum(weight) FILTER (WHERE is_required AND verified AND custody = 1) AS held,
            count(*) FILTER (
                WHERE is_required AND kind IN ('data', 'source') AND (custody < 1 OR refuted)
            ) AS core
        FROM lines GROUP BY project_id
    ), checks AS (
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
    ), custody AS (
        SELECT project_id, max(latest) AS latest,
            max(CASE WHEN result = 'confirmed' THEN level ELSE 0 END)
                FILTER (WHERE kind = 'source') AS source,
            count(*) FILTER (WHERE kind = 'data') AS data,
            count(*) FILTER (WHERE kind = 'data' AND result = 'failed') AS outside,
            count(*) FILTER (
                WHERE kind = 'data' AND failed IS NOT NULL
                    AND (attested IS NULL OR attested < failed)
            ) AS unreturned,
            DATE '1970-01-01' + (max(failed[1]) FILTER (WHERE kind = 'data'))::int AS failed_on
        FROM checks GROUP BY project_id
    ), defects AS (
        SELECT f.project_id,
            sum(CASE f.severity WHEN 'critical' THEN 10 WHEN 'major' THEN 3 ELSE 0.5 END)
                FILTER (WHERE f.status <> 'closed') AS weight,
            count(*) FILTER (WHERE f.status <> 'closed' AND f.severity = 'critical') AS critical,
            (max(greatest(f.raised_at, f.closed_at)) AT TIME ZONE min(c.zone))::date AS latest
        FROM supervision_finding f JOIN risk_chunk c ON c.project = f.project_id
        GROUP BY f.project_id
    )
    SELECT c.place,
        declared.number AS criteria,
        declared.evidenced AS criteria_evidenced,
        conditions.number AS conditions,
        conditions.overdue AS conditions_overdue,
        accepted.delivered,
        tests.tested,
        accepted.decided,
        assets.weight AS assets_weight,
        assets.owned AS assets_owned,
        assets.required AS required_weight,
        assets.held AS required_verified,
        assets.core AS core_outside,
        coalesce(money.paid, 0) / nullif(agreed.value, 0) AS paid_share,
        agreed.cap AS paid_cap,
        custody.latest AS verified_on,
        defects.weight AS defects,
        defects.critical AS defects_critical,
        defects.latest AS defects_on,
        coalesce(custody.source, 0) AS source_level,
        custody.data AS data_checked,
        custody.outside AS data_outside,
        custody.unreturned AS data_unreturned,
        custody.failed_on AS data_failed_on
    FROM risk_chunk c
    LEFT JOIN declared ON declared.project_id = c.project
    LEFT JOIN conditions ON conditions.project_id = c.project
    LEFT JOIN accepted ON accepted.project_id = c.project
    LEFT JOIN tests ON tests.project_id = c.project
    LEFT JOIN agreed ON agreed.project_id = c.project
    LEFT JOIN money ON money.project_id = c.project
    LEFT JOIN custody ON custody.project_id = c.project
    LEFT JOIN defects ON defects.project_id = c.project
    LEFT JOIN assets ON assets.project_id = c.project
""")
VALUES = {
    "kinds": sql.SQL(", ").join(
        sql.SQL("({}, {})").format(sql.Literal(kind), sql.Literal(weight))
        for kind, weight in WEIGHTS.items()
    ),
    "valid": sql.Literal(VALID.days),
    "title": sql.Literal(TITLE),
    "custody": sql.Literal(CUSTODY),
    "control": sql.Literal(CONTROL),
}


def read_acceptance(projects: int) -> AcceptanceFacts:
    """Criteria with their checks, conditions, dates, money paid early, and the asset register."""
    return read_group(AcceptanceFacts, STATEMENT.format(**VALUES), projects)
