"""Milestones: planned, changed, inspected, descoped."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from egov_outsource.errors import Conflict, Hidden, Invalid, NotAllowed, NotReady, Stale
from projects.models import Decision, Engagement
from projects.selection.models import Contract
from projects.supervision.actions.add_milestone import add_milestone
from projects.supervision.actions.change_milestone import change_milestone
from projects.supervision.actions.descope_milestone import descope_milestone
from projects.supervision.actions.meet_milestone import meet_milestone
from projects.supervision.models import Milestone
from tests.build.projects import Cast, make_project
from tests.build.supervision import approved_change, planned_milestone, proposed_change
from tests.supervision.trail import last_entry

Status = Milestone.Status


def test_an_officer_plans_a_milestone(cast: Cast, contract: Contract) -> None:
    milestone = planned_milestone(cast, contract, code=" M1 ", weight=Decimal(2))
    assert (milestone.code, milestone.weight) == ("M1", 2)
    assert last_entry().event == "milestone:added"


def test_only_officers_of_the_owner_plan(cast: Cast) -> None:
    facts = {"code": "M1", "title": "Design", "due": timezone.localdate()}
    for stranger in (cast.project_manager, cast.supervisor, cast.auditor, cast.finance):
        with pytest.raises(NotAllowed):
            add_milestone(cast.project, actor=stranger, **facts)
    for stranger in (cast.other_officer, cast.rival_manager, cast.outsider, cast.operator):
        with pytest.raises(Hidden):
            add_milestone(cast.project, actor=stranger, **facts)


def test_what_cannot_be_right_is_named_field_by_field(cast: Cast, contract: Contract) -> None:
    assert contract.start_date is not None
    with pytest.raises(Invalid) as refusal:
        planned_milestone(
            cast,
            contract,
            code=" ",
            title="",
            kind="party",
            weight=Decimal(0),
            due=contract.start_date - timedelta(days=1),
        )
    assert set(refusal.value.fields) == {"code", "title", "kind", "weight", "due"}


def test_a_code_stands_once_and_contracts_of_others_do_not_exist(cast: Cast) -> None:
    planned_milestone(cast, code="M1")
    with pytest.raises(Conflict):
        planned_milestone(cast, code="M1")
    elsewhere = make_project(cast.agency, cast.officer)
    foreign = Contract.objects.create(
        project=elsewhere, reference="X", title="X", created_by=cast.officer
    )
    with pytest.raises(Hidden):
        add_milestone(
            cast.project,
            actor=cast.officer,
            code="M2",
            title="Design",
            due=timezone.localdate(),
            contract=foreign,
        )


def test_a_change_needs_reasons_and_the_version_that_was_read(cast: Cast) -> None:
    milestone = planned_milestone(cast)
    later = milestone.due + timedelta(days=5) if milestone.due else None
    with pytest.raises(Invalid):
        change_milestone(milestone, actor=cast.officer, particulars={"due": later}, reasons=" ")
    change_milestone(
        milestone,
        actor=cast.officer,
        particulars={"due": later, "code": "ignored"},
        reasons="The data came late.",
        expected_version=1,
    )
    entry = last_entry()
    assert entry.event == "milestone:changed"
    assert set(entry.data) == {"due", "reasons"}
    with pytest.raises(Stale):
        change_milestone(
            milestone,
            actor=cast.second_officer,
            particulars={"title": "X"},
            reasons="Y",
            expected_version=1,
        )
    with pytest.raises(NotAllowed):
        change_milestone(
            milestone, actor=cast.project_manager, particulars={"title": "X"}, reasons="Y"
        )


def test_the_supervisor_says_when_it_was_met(cast: Cast, contract: Contract) -> None:
    milestone = planned_milestone(cast, contract)
    today = timezone.localdate()
    met = meet_milestone(milestone, actor=cast.supervisor, met_on=today)
    assert (met.status, met.met_on, met.verified_by) == (Status.MET, today, cast.supervisor)
    assert last_entry().event == "milestone:inspected"
    decision = Decision.objects.get(event="milestone:inspected")
    assert (decision.point, decision.holder) == ("S2", "T")
    with pytest.raises(NotReady):
        meet_milestone(milestone, actor=cast.supervisor, met_on=today)
    with pytest.raises(NotReady):
        change_milestone(milestone, actor=cast.officer, particulars={}, reasons="x")


def test_neither_contractor_nor_owner_confirms_beside_a_supervisor(
    cast: Cast, contract: Contract
) -> None:
    milestone = planned_milestone(cast, contract)
    today = timezone.localdate()
    for party in (cast.project_manager, cast.assessor, cast.auditor):
        with pytest.raises(NotAllowed):
            meet_milestone(milestone, actor=party, met_on=today)
    with pytest.raises(NotAllowed) as refusal:
        meet_milestone(milestone, actor=cast.officer, met_on=today)
    assert refusal.value.code == "SOD-5"
    assert last_entry().event == "attempt:refused"
    Engagement.objects.filter(organisation=cast.supervision_firm).update(ended_at=timezone.now())
    assert meet_milestone(milestone, actor=cast.officer, met_on=today).status == Status.MET


def test_the_day_lies_neither_ahead_nor_before_the_contract(cast: Cast, contract: Contract) -> None:
    milestone = planned_milestone(cast, contract)
    assert contract.start_date is not None
    wrong_days = (
        timezone.localdate() + timedelta(days=1),
        contract.start_date - timedelta(days=1),
        None,
    )
    for day in wrong_days:
        with pytest.raises(Invalid) as refusal:
            meet_milestone(milestone, actor=cast.supervisor, met_on=day)
        assert "met_on" in refusal.value.fields


def test_partly_met_says_what_is_missing_and_can_be_met_later(cast: Cast) -> None:
    milestone = planned_milestone(cast)
    partly = Status.PARTIALLY_MET
    with pytest.raises(Invalid):
        meet_milestone(milestone, actor=cast.supervisor, outcome=partly)
    meet_milestone(milestone, actor=cast.supervisor, outcome=partly, note="No manual.")
    met = meet_milestone(milestone, actor=cast.supervisor, met_on=timezone.localdate())
    assert met.status == Status.MET


def test_a_milestone_is_dropped_only_by_an_approved_change_of_the_project(
    cast: Cast, contract: Contract
) -> None:
    milestone = planned_milestone(cast, contract)
    with pytest.raises(NotReady):
        descope_milestone(milestone, actor=cast.officer, change=proposed_change(cast, contract))
    change = approved_change(cast, contract)
    with pytest.raises(NotAllowed):
        descope_milestone(milestone, actor=cast.project_manager, change=change)
    dropped = descope_milestone(milestone, actor=cast.officer, change=change)
    assert (dropped.status, dropped.days_late) == (Status.DESCOPED, 0)
    assert last_entry().event == "milestone:descoped"


def test_lateness_is_counted_until_met_or_today() -> None:
    today = timezone.localdate()
    due = today - timedelta(days=4)
    assert Milestone(due=due).days_late == 4
    met = Milestone(due=due, status=Status.MET, met_on=today - timedelta(days=3))
    assert met.days_late == 1
    assert Milestone(due=None).days_late == 0


def test_contractors_see_the_milestones_of_their_own_contract_only(
    cast: Cast, contract: Contract
) -> None:
    of_contract, internal = planned_milestone(cast, contract), planned_milestone(cast)
    assert list(Milestone.objects.visible_to(cast.project_manager)) == [of_contract]
    assert set(Milestone.objects.visible_to(cast.officer)) == {of_contract, internal}
    assert not Milestone.objects.visible_to(cast.rival_manager).exists()
