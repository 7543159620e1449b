"""Which tables have rows of a chunk at all: of most projects most tables know nothing yet, and a
statement over tables without rows has none either."""

import re
from functools import cache

from django.db import connection

TABLES = (
    "acceptance_acceptancecriterion",
    "acceptance_acceptancedecision",
    "acceptance_asset",
    "acceptance_condition",
    "acceptance_criterioncheck",
    "acceptance_deliverable",
    "acceptance_submission",
    "contractors_rating",
    "lifecycle_attestation",
    "lifecycle_gatereview",
    "planning_objective",
    "planning_planitem",
    "planning_requirement",
    "projects_allocation",
    "projects_decision",
    "projects_engagement",
    "projects_subcontract",
    "prosecution_breach",
    "prosecution_remedy",
    "reviews_auditfinding",
    "risk_freeze",
    "risk_vetoclearance",
    "selection_alternative",
    "selection_alternativescore",
    "selection_award",
    "selection_bid",
    "selection_contract",
    "selection_modedecision",
    "selection_ownershipclause",
    "selection_tender",
    "supervision_changerequest",
    "supervision_finding",
    "supervision_milestone",
    "supervision_payment",
    "supervision_statusreport",
)
# the first project of each table in the range: one descent of its index
FIRST = "(SELECT min(project_id) FROM {table} WHERE project_id BETWEEN %(first)s AND %(last)s)"
PROBE = f"SELECT {', '.join(FIRST.format(table=table) for table in TABLES)}"
JOINS = "JOIN risk_chunk"
# what is joined so makes no rows
BESIDE = re.compile(r"LEFT JOIN \((?:[^()]|\([^()]*\))*\)")
JOINED = re.compile(r"(\w+) (\w+)\s+JOIN risk_chunk c ON c\.project = \2\.project_id\b")


def empty_tables(first: int, last: int) -> frozenset[str]:
    """The tables without a row of any project between these two."""
    with connection.cursor() as cursor:
        cursor.execute(PROBE, {"first": first, "last": last})
        found = zip(TABLES, cursor.fetchone(), strict=True)
    return frozenset(table for table, project in found if project is None)


@cache
def sources(statement: str) -> frozenset[str]:
    """The tables that a statement joins with the chunk, from which all its rows come; none if it
    joins anything else with it."""
    statement = BESIDE.sub("", statement)
    tables = JOINED.findall(statement)
    if len(tables) < statement.count(JOINS):
        return frozenset()
    return frozenset(table for table, _alias in tables)
