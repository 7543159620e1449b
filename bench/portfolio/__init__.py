"""Many projects like one: every row of a template project copied with shifted numbers."""

from collections.abc import Sequence

from django.db import connection

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
    "projects_project": ", 'reference', t.reference || n",
    "planning_requirement": ", 'criterion', CASE WHEN n % 7 = 0 THEN '' ELSE t.criterion END",
    "selection_bid": ", 'amount', t.amount + n % 31",
    "supervision_milestone": ", 'due', t.due - (n % 20)::int",
    "supervision_finding": ", 'due', t.due + (n % 60)::int",
    "supervision_payment": ", 'amount', round(t.amount * (0.7 + (n % 53) / 100.0), 2)",
    "acceptance_condition": ", 'due', t.due + (n % 90)::int",
    "prosecution_breach": ", 'decide_by', t.decide_by + (n % 70)::int",
    "supervision_statusreport": ", 'ev', round(t.ev * (0.6 + (n % 97) / 150.0))",
}


def multiply(template: int, copies: int) -> list[int]:
    """Copy the project `template` so many times; returns the ids of the copies."""
    with connection.cursor() as cursor:
        copy(cursor, "projects_project", (), f"id = {template}", copies)
        for table, pointers in TABLES:
            copy(cursor, table, ("project_id", *pointers), f"project_id = {template}", copies)
        cursor.execute("ANALYZE")
    return [template + STEP * number for number in range(1, copies + 1)]


def copy(cursor: object, table: str, pointers: Sequence[str], which: str, copies: int) -> None:
    """Copy the rows of one table, shifting their own numbers and the given pointers."""
    shifted = ", ".join(f"'{name}', t.{name} + n * {STEP}" for name in ("id", *pointers))
    differing = DIFFERING.get(table, "")
    cursor.execute(  # type: ignore[attr-defined]
        f"""
        INSERT INTO {table}
        SELECT (jsonb_populate_record(
            t, jsonb_build_object({shifted}{differing})
        )).*
        FROM {table} t, generate_series(1, {copies}::bigint) n
        WHERE {which}
        """
    )
