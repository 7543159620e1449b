"""What rows say where a rule has its edge: returned proposals, several currencies, contracts
without a first day, control rights never declared."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction

from contractors.models import Rating
from projects.allocations import ideal_allocations, shares_of
from projects.models import Allocation, Project
from projects.selection.models import (
    Alternative,
    AlternativeScore,
    Award,
    Bid,
    Contract,
    ModeDecision,
    Tender,
)
from projects.sharing import misallocation_index
from projects.supervision.models import ChangeRequest, Payment, StatusReport
from risk.catalogue import State
from risk.gather import gather
from risk.gather.finished import read_finished
from risk.measurement import measured
from risk.vetoes.floors import triggered
from tests.build.accounts import contractor, person
from tests.build.risk import AS_OF, at, bare_project, rich_project

pytestmark = pytest.mark.django_db
Found = tuple[State, float | None]


def found(project: Project, code: str, as_of: date = AS_OF) -> Found:
    with transaction.atomic():
        values = measured(gather([project.pk], as_of))
    (value,) = (value for indicator, value in values.items() if indicator.code == code)
    state = State(value.states[0])
    return state, round(float(value.x[0]), 6) if state is State.OK else None


def ok(x: float) -> Found:
    return State.OK, round(x, 6)


def paid(project: Project, currency: str) -> Payment:
    """An amount beyond any contract here."""
    payment: Payment = Payment.objects.create(
        project=project,
        amount=50_000,
        currency=currency,
        status="paid",
        certified_at=at("2025-01-10"),
        paid_on=date(2025, 1, 31),
    )
    return payment


def opens(project: Project, veto: str) -> bool:
    with transaction.atomic():
        return bool(triggered(gather([project.pk], AS_OF))[veto][0])


@pytest.mark.parametrize(("status", "x"), [("approved", 0.0), ("returned", 0.125)])
def test_a_returned_proposal_is_no_approval_by_somebody_else(status: str, x: float) -> None:
    project = rich_project()
    options = [
        Alternative.objects.create(
            project=project,
            mode=mode,
            title=mode,
            whole_life_cost=1,
            created_by=project.created_by,
        )
        for mode in ("self_build", "process", "hybrid")
    ]
    AlternativeScore.objects.bulk_create(
        AlternativeScore(
            project=project, alternative=options[0], criterion=f"c{place}", judge=judge, score=5
        )
        for judge in (person(), person(), person())
        for place in range(4)
    )
    ModeDecision.objects.create(
        project=project,
        alternative=options[1],
        market_suppliers=5,
        ranking={"consistency_ratio": 0.1, "first_shares": {}},
        status=status,
        proposed_by=project.created_by,
        decided_by=person(),
        decided_at=at("2024-04-22"),
    )
    assert found(project, "M-01") == ok(x)


def test_a_control_right_that_was_never_declared_counts_as_the_table_of_shares_says() -> None:
    project = bare_project(stage="supervision")
    rows = [one for one in ideal_allocations(project) if one.point not in {"S6", "A3"}]
    expected = misallocation_index(shares_of(Allocation.objects.bulk_create(rows)))
    assert expected * 75 == Decimal("3.4")
    assert found(project, "M-28") == ok(float(expected))


def test_a_contract_without_a_first_day_runs_from_its_signature() -> None:
    project = rich_project()
    contracts = Contract.objects.filter(project=project)  # signed on 16 August 2024
    assert found(project, "X-11", date(2025, 8, 20)) == (State.NOT_DUE, None)
    contracts.update(start_date=None)
    assert found(project, "X-11", date(2025, 8, 16)) == (State.NOT_DUE, None)
    assert found(project, "X-11", date(2025, 8, 17)) == ok(1)
    contracts.update(signed_at=None)
    assert found(project, "X-11", date(2025, 8, 17)) == (State.NOT_DUE, None)


def test_who_was_rated_in_the_last_year_of_a_contract_that_ended_early_needs_no_other() -> None:
    project = rich_project()
    contracts = Contract.objects.filter(project=project)
    contracts.update(end_date=date(2029, 9, 1))
    scores = dict.fromkeys(("quality", "schedule", "cost", "management", "security"), 4)
    Rating.objects.create(
        project=project,
        organisation=contracts.get().contractor,
        period_start=date(2024, 9, 2),
        period_end=date(2024, 12, 31),
        narrative="Good",
        rated_by=project.created_by,
        comment_by=date(2025, 1, 31),
        **scores,
    )
    assert found(project, "X-11", date(2026, 1, 15)) == ok(1)
    contracts.update(status="terminated", ended_on=date(2025, 10, 1))
    assert found(project, "X-11", date(2026, 1, 15)) == (State.NOT_DUE, None)


def test_what_was_paid_in_another_currency_is_not_held_against_the_contract() -> None:
    project = rich_project()
    Project.objects.filter(pk=project.pk).update(stage="acceptance")
    before = {"S-08": ok(0.05), "A-12": ok(657.65 / 1953 - 0.3)}
    paid(project, "EUR")
    assert {code: found(project, code) for code in before} == before
    assert not opens(project, "V-PAY")
    paid(project, "CNY")
    assert found(project, "S-08")[1] == pytest.approx((50_657.65 - 560) / 1953)
    assert found(project, "A-12")[1] == pytest.approx(50_657.65 / 1953 - 0.3)
    assert opens(project, "V-PAY")


def test_contracts_in_several_currencies_have_no_value_to_compare_with() -> None:
    project = rich_project()
    Project.objects.filter(pk=project.pk).update(stage="acceptance")
    other: dict[str, Any] = {"value": 5, "advance_cap": Decimal("0.3"), "status": "active"}
    Contract.objects.create(
        project=project, reference="K-2", currency="EUR", created_by=project.created_by, **other
    )
    for code in ("S-08", "A-12"):
        assert found(project, code) == (State.MISSING, None), code
    for code in ("S-06", "S-17", "M-23"):
        assert found(project, code) == (State.NOT_DUE, None), code
    assert not opens(project, "V-PAY")


def test_reports_in_several_currencies_say_nothing_that_can_be_added_up() -> None:
    project = rich_project()
    before = [found(project, code) for code in ("S-01", "S-02", "S-03", "S-08")]
    assert {state for state, _x in before} == {State.OK}
    last = StatusReport.objects.filter(project=project).order_by("as_of").last()
    assert last is not None
    other = StatusReport.objects.create(
        project=project,  # without a contract, so in the currency of the project
        as_of=last.as_of,
        bac=500,
        pv=200,
        ev=200,
        ac=200,
        organisation=last.organisation,
        submitted_by=last.submitted_by,
    )
    assert [found(project, code)[0] for code in ("S-01", "S-02", "S-03")] == [State.OK] * 3
    Project.objects.filter(pk=project.pk).update(currency="EUR")
    for code in ("S-01", "S-02", "S-03"):
        assert found(project, code) == (State.MISSING, None), code
    assert found(project, "S-12")[0] is State.OK  # how many there are is known all the same
    StatusReport.objects.filter(pk=other.pk).update(superseded_at=at("2025-02-01"))
    assert [found(project, code) for code in ("S-01", "S-02", "S-03", "S-08")] == before


def test_a_finished_project_with_reports_in_several_currencies_tells_no_cost() -> None:
    project = rich_project()
    Project.objects.filter(pk=project.pk).update(status="closed")
    assert read_finished().cost == [pytest.approx(660 / 1620)]
    report = StatusReport.objects.filter(project=project).earliest("as_of")
    report.pk, report.contract = None, None
    report.save(force_insert=True)
    assert read_finished().cost == [pytest.approx(660 / (2 * 1620))]
    Project.objects.filter(pk=project.pk).update(currency="EUR")
    assert read_finished().cost == [pytest.approx(657.65 / 1953)]  # what was paid of the contract
    paid(project, "EUR")
    assert read_finished().cost == [pytest.approx(657.65 / 1953)]


def test_what_was_earned_in_another_currency_is_not_set_against_payments() -> None:
    project = rich_project()
    reports = list(StatusReport.objects.filter(project=project))
    StatusReport.objects.filter(project=project).update(superseded_at=at("2025-02-01"))
    for report in reports:  # the same without a contract, so in the currency of the project
        report.pk, report.contract = None, None
    StatusReport.objects.bulk_create(reports)
    assert found(project, "S-08") == ok(0.05)
    Project.objects.filter(pk=project.pk).update(currency="EUR")
    assert found(project, "S-08") == (State.MISSING, None)
    assert found(project, "S-02")[0] is State.OK


def test_changes_in_another_currency_are_not_held_against_the_contract() -> None:
    project = rich_project()
    assert found(project, "S-06") == ok(0.05)
    ChangeRequest.objects.create(
        project=project, number=2, title="C", value=5_000, status="approved",
        proposed_by=project.created_by, decided_at=at("2024-12-12"),
    )  # fmt: skip
    assert found(project, "S-06") == ok(5097.65 / 1953)
    assert opens(project, "V-CHG")
    Project.objects.filter(pk=project.pk).update(currency="EUR")
    assert found(project, "S-06") == ok(0.05)
    assert not opens(project, "V-CHG")


def test_ratings_of_contracts_in_several_currencies_are_not_weighed_against_each_other() -> None:
    project = rich_project()
    winner = Award.objects.get(project=project).supplier
    assert winner is not None
    other = rich_project()
    scores = dict.fromkeys(("quality", "schedule", "cost", "management", "security"), 3)
    for place, currency in enumerate(("CNY", "EUR")):
        past = bare_project()
        Contract.objects.create(
            project=past, contractor=winner, reference="K", currency=currency, value=100,
            status="terminated", created_by=past.created_by,
        )  # fmt: skip
        before = found(project, "M-24")
        Rating.objects.create(
            project=past, organisation=winner, period_start=date(2023, 1, 1),
            period_end=date(2023, 12, 31), narrative="Good", rated_by=other.created_by,
            comment_by=date(2024, 1, 31), status="final", finalised_at=at("2024-02-01"), **scores,
        )  # fmt: skip
        if place:
            assert before == ok(3)
            assert found(project, "M-24") == (State.MISSING, None)
            Contract.objects.filter(project=past).update(currency="CNY")
            assert found(project, "M-24") == ok(3)


@pytest.mark.parametrize("facts", [{"currency": "EUR", "value": 5}, {"value": None}])
def test_clauses_and_entrustment_are_asked_of_contracts_of_any_value(facts: dict[str, Any]) -> None:
    project = rich_project(classification="important")
    Contract.objects.create(
        project=project, reference="K-2", status="active", created_by=project.created_by, **facts
    )
    assert found(project, "M-26") == ok(60 / 68)
    assert opens(project, "V-DSL40")
    Contract.objects.filter(project=project).update(status="pending")
    assert found(project, "M-26") == (State.NOT_DUE, None)
    assert not opens(project, "V-DSL40")


def test_bids_in_several_currencies_are_not_set_against_each_other() -> None:
    project = rich_project()
    assert found(project, "M-18") == ok(1)
    Bid.objects.create(
        project=project,
        tender=Tender.objects.get(project=project),
        bidder=contractor("Far Systems"),
        amount=9_000,
        currency="EUR",
        status="valid",
        submitted_at=at("2024-07-06"),
    )
    assert found(project, "M-18") == (State.NOT_APPLICABLE, None)
