# ruff: noqa: S608 - put together from texts of this file
"""Reads finished projects: what they were to cost and last, and what they did."""

import numpy as np
from django.db import connection

from risk.uncertainty.classes import Finished, Traits, size_of

# levels of agencies: 0 has no authority above it
LEVELS = """
    tree (id, level) AS (
        SELECT id, 0 FROM accounts_organisation WHERE parent_id IS NULL
        UNION ALL
        SELECT o.id, t.level + 1 FROM accounts_organisation o JOIN tree t ON t.id = o.parent_id
    )
"""
TRAITS = f"""
    WITH RECURSIVE {LEVELS}
    SELECT p.id, p.mode, CASE WHEN p.currency = 'CNY' THEN p.budget::float8 END, tree.level
    FROM projects_project p JOIN tree ON tree.id = p.owner_id
    WHERE p.id = ANY(%s) AND p.status IN ('active', 'suspended')
"""
# finished is what is closed, or has passed final acceptance; the first plan counts, and money
# paid only where nothing will be paid any more; amounts are added within one currency
FINISHED = f"""
    WITH RECURSIVE {LEVELS},
    chosen AS (
        SELECT p.id, p.mode, p.start_date, p.end_date, p.status, p.currency, tree.level,
            CASE WHEN p.currency = 'CNY' THEN p.budget::float8 END AS budget
        FROM projects_project p JOIN tree ON tree.id = p.owner_id
        WHERE p.source = 'native'
            AND (p.status = 'closed' OR (p.stage = 'prosecution' AND p.status <> 'cancelled'))
    ), mixed AS (
        SELECT r.project_id
        FROM supervision_statusreport r JOIN chosen c ON c.id = r.project_id
        LEFT JOIN selection_contract k ON k.id = r.contract_id
        WHERE r.superseded_at IS NULL
        GROUP BY r.project_id, c.currency
        HAVING min(coalesce(k.currency, c.currency)) < max(coalesce(k.currency, c.currency))
    ), reports AS (
        SELECT r.project_id, r.as_of, sum(r.bac) AS bac, sum(r.ac) AS ac
        FROM supervision_statusreport r JOIN chosen c ON c.id = r.project_id
        WHERE r.superseded_at IS NULL AND r.project_id NOT IN (SELECT project_id FROM mixed)
        GROUP BY r.project_id, r.as_of
    ), planned AS (
        SELECT DISTINCT ON (project_id) project_id, bac FROM reports ORDER BY project_id, as_of
    ), spent AS (
        SELECT DISTINCT ON (project_id) project_id, ac FROM reports
        ORDER BY project_id, as_of DESC
    ), agreed AS (
        SELECT k.project_id, min(k.currency) AS currency, sum(k.value) AS value
        FROM selection_contract k JOIN chosen c ON c.id = k.project_id
        WHERE k.status IN ('active', 'terminated')
        GROUP BY k.project_id
        HAVING min(k.currency) = max(k.currency)
    ), paid AS (
        SELECT y.project_id, sum(y.amount) AS amount
        FROM supervision_payment y JOIN chosen c ON c.id = y.project_id
        JOIN agreed ON agreed.project_id = y.project_id AND agreed.currency = y.currency
        WHERE y.status = 'paid' AND c.status = 'closed'
        GROUP BY y.project_id
    ), accepted AS (
        SELECT d.project_id, max(d.decided_at)::date AS day
        FROM acceptance_acceptancedecision d JOIN chosen c ON c.id = d.project_id
        WHERE d.outcome IN ('accepted', 'conditional')
        GROUP BY d.project_id
    )
    SELECT c.id, c.mode, c.budget, c.level,
        coalesce(spent.ac / nullif(planned.bac, 0), paid.amount / nullif(agreed.value, 0))::float8,
        ((accepted.day - c.start_date) / nullif(c.end_date - c.start_date, 0)::numeric)::float8
    FROM chosen c
    LEFT JOIN planned ON planned.project_id = c.id
    LEFT JOIN spent ON spent.project_id = c.id
    LEFT JOIN agreed ON agreed.project_id = c.id
    LEFT JOIN paid ON paid.project_id = c.id
    LEFT JOIN accepted ON accepted.project_id = c.id
    ORDER BY c.id
"""

Row = tuple[int, str, float | None, int]


def read_traits(projects: list[int]) -> dict[int, Traits]:
    """What decides with which projects those of these that go on are compared."""
    with connection.cursor() as cursor:
        cursor.execute(TRAITS, [projects])
        return {row[0]: traits_of(row) for row in cursor.fetchall()}


def read_finished() -> Finished:
    """Every finished project of the platform; imported ones tell too little about their ends."""
    with connection.cursor() as cursor:
        cursor.execute(FINISHED)
        rows = cursor.fetchall()
    return Finished(
        projects=np.array([row[0] for row in rows], dtype=np.int64),
        traits=tuple(traits_of(row[:4]) for row in rows),
        cost=np.array([row[4] for row in rows], dtype=np.float64),
        time=np.array([row[5] for row in rows], dtype=np.float64),
    )


def traits_of(row: Row) -> Traits:
    """Mode, size and level of a row."""
    _project, mode, budget, level = row
    return Traits(mode=mode, budget=None if budget is None else size_of(budget), level=level)
