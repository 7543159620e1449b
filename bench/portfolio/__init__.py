"""Many projects like one: every row of a template project copied with shifted numbers."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Any

import numpy as np
import psycopg2
from django.db import connection

from risk.columns import Counts

STEP = 100_000  # the template's own numbers are smaller

# every table of the template, with its columns that point into these tables
TABLES: tuple[tuple[str, Sequence[str]], ...] = (
    ("projects_allocation", ()),
    ("planning_planitem", ()),
    ("planning_requirement", ()),
    ("planning_objective", ()),
    ("lifecycle_gatereview", ()),
    ("lifecycle_attestation", ()),
    ("projects_engagement", ("under_id",)),
    ("projects_subcontract", ("main_id", "engagement_id")),
    ("projects_decision", ()),
    ("selection_alternative", ()),
    ("selection_alternativescore", ("alternative_id",)),
    ("selection_modedecision", ("alternative_id",)),
    ("selection_tender", ()),
    ("selection_bid", ("tender_id",)),
    ("selection_award", ("tender_id", "bid_id")),
    ("selection_contract", ("award_id",)),
    ("selection_ownershipclause", ("contract_id",)),
    ("supervision_statusreport", ("contract_id",)),
    ("supervision_milestone", ("contract_id",)),
    ("supervision_finding", ()),
    ("supervision_changerequest", ("contract_id",)),
    ("supervision_payment", ("contract_id",)),
    ("acceptance_deliverable", ("contract_id",)),
    ("acceptance_submission", ("deliverable_id",)),
    ("acceptance_acceptancecriterion", ("deliverable_id",)),
    ("acceptance_criterioncheck", ("submission_id", "criterion_id")),
    ("acceptance_acceptancedecision", ("submission_id",)),
    ("acceptance_condition", ("decision_id",)),
    ("acceptance_asset", ()),
    ("acceptance_custodyverification", ("asset_id",)),
    ("prosecution_obligation", ()),
    ("prosecution_breach", ("obligation_id",)),
    ("prosecution_remedy", ("breach_id",)),
    ("reviews_review", ("engagement_id",)),
    ("reviews_auditfinding", ("review_id",)),
    ("contractors_rating", ()),
)

# what is not the same in every copy n
DIFFERING = {
    "projects_project": {"reference": "t.reference || n"},
    "planning_requirement": {"criterion": "CASE WHEN n % 7 = 0 THEN '' ELSE t.criterion END"},
    "selection_bid": {"amount": "t.amount + n % 31"},
    "supervision_milestone": {"due": "t.due - (n % 20)::int"},
    "supervision_finding": {"due": "t.due + (n % 60)::int"},
    "supervision_payment": {"amount": "round(t.amount * (0.7 + (n % 53) / 100.0), 2)"},
    "acceptance_condition": {"due": "t.due + (n % 90)::int"},
    "prosecution_breach": {"decide_by": "t.decide_by + (n % 70)::int"},
    "supervision_statusreport": {"ev": "round(t.ev * (0.6 + (n % 97) / 150.0))"},
}

COLUMNS = """
    SELECT attname FROM pg_attribute
    WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
    ORDER BY attnum
"""
# No trigger asks again what held for the template, and no index is kept up row by row: they are
# built once all rows are there.
FILLING = """
    SET LOCAL session_replication_role = replica;
    SET LOCAL maintenance_work_mem = '512MB';
    SET LOCAL synchronous_commit = off;
"""
UNINDEXED = (
    "UPDATE pg_index SET indisready = FALSE, indisvalid = FALSE WHERE indrelid = %s::regclass"
)


WORKERS = 2


def multiply(templates: Sequence[int], copies: int) -> Counts:
    """Copy each of the projects `templates` so many times; returns the ids of the copies in
    their order."""
    tables = [("projects_project", "id", ()), *((one, "project_id", to) for one, to in TABLES)]
    parameters = connection.get_connection_params()

    def fill(table: str, project: str, pointers: Sequence[str]) -> None:
        """Copy one table on a connection of its own."""
        which = f"{project} IN ({', '.join(map(str, templates))})"
        with closing(psycopg2.connect(**parameters)) as own, own.cursor() as cursor:
            copy(cursor, table, {"id", project, *pointers}, which, copies)
            own.commit()
            own.autocommit = True
            cursor.execute(f"VACUUM ANALYZE {table}")

    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(fill, *zip(*tables, strict=True)))
    return np.add.outer(STEP * np.arange(1, copies + 1), np.sort(templates)).ravel()


def copy(cursor: Any, table: str, shifted: set[str], which: str, copies: int) -> None:
    """Copy the rows of one table, shifting their own numbers and what points to others."""
    cursor.execute(COLUMNS, [table])
    made = {row[0]: f"t.{row[0]}" for row in cursor.fetchall()}
    made |= {name: f"t.{name} + n * {STEP}" for name in shifted}
    made |= DIFFERING.get(table, {})
    cursor.execute(FILLING)
    cursor.execute(UNINDEXED, [table])
    cursor.execute(
        f"""
        INSERT INTO {table} ({", ".join(made)})
        SELECT {", ".join(made.values())}
        FROM generate_series(1, {copies}::bigint) n
        CROSS JOIN (SELECT * FROM {table} WHERE {which} ORDER BY id) t
        """
    )
    if cursor.rowcount:
        cursor.execute(f"REINDEX TABLE {table}")
    else:
        cursor.execute("ROLLBACK")
