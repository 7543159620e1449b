"""Reads what acceptance left behind."""

from risk.facts import AcceptanceFacts
from risk.gather.chunk import read_group

STATEMENT = """
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
    )
    SELECT c.place,
        declared.number AS criteria,
        declared.evidenced AS criteria_evidenced,
        conditions.number AS conditions,
        conditions.overdue AS conditions_overdue,
        accepted.delivered,
        tests.tested,
        accepted.decided,
        coalesce(money.paid, 0) / nullif(agreed.value, 0) AS paid_share,
        agreed.cap AS paid_cap
    FROM risk_chunk c
    LEFT JOIN declared ON declared.project_id = c.project
    LEFT JOIN conditions ON conditions.project_id = c.project
    LEFT JOIN accepted ON accepted.project_id = c.project
    LEFT JOIN tests ON tests.project_id = c.project
    LEFT JOIN agreed ON agreed.project_id = c.project
    LEFT JOIN money ON money.project_id = c.project
"""


def read_acceptance(projects: int) -> AcceptanceFacts:
    """Criteria with their checks, conditions, the order of dates, and money paid early."""
    return read_group(AcceptanceFacts, STATEMENT, projects)
