"""INV-4 by the database: every field in every state, and who settles (SOD-9)."""

import json
from typing import Any

import pytest
from django.db import Error, IntegrityError, connection, transaction
from django.utils import timezone

from audit.reviews.actions.answer_question import answer_question
from audit.reviews.actions.issue_finding import issue_finding
from audit.reviews.actions.resolve_finding import resolve_finding
from audit.reviews.actions.return_finding import return_finding
from audit.reviews.actions.revise_plan import revise_plan
from audit.reviews.actions.withdraw_finding import withdraw_finding
from audit.reviews.editable import FROZEN, PROTOCOLS
from audit.reviews.models import AuditFinding, PlanVersion, Question
from egov_outsource.errors import NotReady
from tests.build import reviews as build
from tests.build.projects import Cast

KIND = """
    SELECT data_type FROM information_schema.columns WHERE table_name = %s AND column_name = %s
"""
ARGUMENTS = """
    SELECT encode(tgargs, 'hex') FROM pg_trigger
    WHERE tgrelid = %s::regclass AND tgname = 'guard_fields'
"""


@pytest.mark.django_db
def test_the_database_has_the_whitelists_of_the_code() -> None:
    for model, protocol in PROTOCOLS.items():
        with connection.cursor() as cursor:
            cursor.execute(ARGUMENTS, [model._meta.db_table])
            text = bytes.fromhex(cursor.fetchone()[0]).decode()
            given = [json.loads(part) for part in text.split("\0") if part]
        for kept, declared in zip(given, (protocol.fields, protocol.ways), strict=True):
            for state, names in declared.items():
                assert set(kept.get(state, ())) == set(names), (model, state)


def edits(row: Any) -> set[str]:
    """Columns of `row` that the database lets go through its whitelist."""
    table, open_columns = row._meta.db_table, set()
    for field in row._meta.concrete_fields:
        if field.primary_key or field.column == "status":
            continue
        with connection.cursor() as cursor:
            cursor.execute(KIND, [table, field.column])
            kind = cursor.fetchone()[0]
        other = OTHERS[kind].format(field.column)
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                statement = f'UPDATE {table} SET "{field.column}" = {other} WHERE id = %s'  # noqa: S608
                cursor.execute(statement, [row.pk])
                transaction.set_rollback(True)
        except IntegrityError as error:
            if "INV-4" in str(error):
                continue
        except Error:
            pass  # let through, and stopped by something else
        open_columns.add(field.column)
    return open_columns


OTHERS = {
    "character varying": "'x'",
    "text": "\"{0}\" || 'x'",
    "bigint": 'coalesce("{0}", 0) + 1',
    "integer": 'coalesce("{0}", 0) + 1',
    "smallint": 'coalesce("{0}", 0) + 1',
    "date": 'coalesce("{0}", current_date) + 1',
    "timestamp with time zone": "now() + interval '1 day'",
    "jsonb": "'[7]'",
}


def findings(cast: Cast) -> dict[str, AuditFinding]:
    """One in each state."""
    review = build.review(cast)
    answered = build.answered(cast, review)
    returned = return_finding(build.answered(cast, review), actor=cast.auditor, reason="?")
    back = return_finding(build.reported(cast, review), actor=cast.auditor, reason="?")
    settled = resolve_finding(build.reported(cast, review), actor=cast.auditor, resolution="Seen")
    risk = resolve_finding(
        build.answered(cast, review), actor=cast.auditor, resolution="x", outcome="accepted_risk"
    )
    return {
        "draft": build.draft(cast, review),
        "issued": build.issued(cast, review),
        "answered": answered,
        "returned": returned,
        "reported": build.reported(cast, review),
        "report_back": back,
        "resolved": settled,
        "accepted_risk": risk,
        "withdrawn": withdraw_finding(
            build.draft(cast, review), actor=cast.auditor, reason="No evidence"
        ),
    }


def test_every_field_of_a_finding_in_every_state(cast: Cast) -> None:
    rows = findings(cast)
    assert set(rows) == set(AuditFinding.Status.values)
    for state, row in rows.items():
        assert row.status == state
        allowed = set(PROTOCOLS[AuditFinding].fields[state]) - {"status"}
        assert edits(row) == allowed, state


def test_every_field_of_a_question_in_every_state(cast: Cast) -> None:
    review = build.review(cast)
    asked = build.asked(cast, review)
    answered = answer_question(build.asked(cast, review), actor=cast.officer, answer="Zhao.")
    for row in (build.question(cast, review), asked, answered):
        allowed = set(PROTOCOLS[Question].fields[row.status]) - {"status"}
        assert edits(row) == allowed, row.status


def test_drafts_leave_no_hole_in_the_numbers(cast: Cast) -> None:
    review = build.review(cast)
    first, given_up = build.draft(cast, review), build.draft(cast, review)
    withdraw_finding(given_up, actor=cast.auditor, reason="No evidence")
    second = issue_finding(build.draft(cast, review), actor=cast.auditor)
    first = issue_finding(first, actor=cast.auditor)
    assert (second.number, first.number) == (1, 2)


def test_evidence_is_pinned_by_its_digest(cast: Cast) -> None:
    finding = build.issued(cast)
    pin = finding.pins.select_related("document").get()
    assert pin.sha256 == pin.document.sha256 != ""
    with pytest.raises(IntegrityError, match="INV-4"), transaction.atomic():
        finding.pins.update(sha256="0" * 64)


def test_nobody_of_government_settles_whatever_the_code_says(cast: Cast) -> None:
    """SOD-9 by the database."""
    finding = build.reported(cast)
    for person in (cast.second_officer, cast.leader, cast.project_manager, cast.supervisor):
        with pytest.raises(IntegrityError, match="SOD-9"), transaction.atomic():
            AuditFinding.objects.filter(pk=finding.pk).update(
                status="resolved", resolved_by=person, resolved_at=timezone.now()
            )


def test_a_plan_is_revised_before_the_audit_begins_and_keeps_its_versions(cast: Cast) -> None:
    review = build.review(cast)
    review = revise_plan(review, actor=cast.auditor, contents={"scope": "All"}, reason="Asked")
    assert list(review.plans.values_list("number", "scope")) == [
        (2, "All"),
        (1, "Payments and changes"),
    ]
    build.asked(cast, review)
    with pytest.raises(NotReady) as late:
        revise_plan(review, actor=cast.auditor, contents={"scope": "None"}, reason="x")
    assert late.value.code == "REVIEW-BEGUN"
    for model in FROZEN[:1]:
        assert model is PlanVersion
    with pytest.raises(IntegrityError, match="INV-6"), transaction.atomic():
        review.plans.update(plan="Other")
