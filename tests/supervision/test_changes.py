"""Changes: proposed, assessed, decided, implemented, withdrawn."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from egov_outsource.errors import Conflict, Hidden, Invalid, NotAllowed, NotReady, Stale
from projects.models import Decision, Engagement
from projects.selection.models import Contract
from projects.supervision.actions.assess_change import assess_change
from projects.supervision.actions.decide_change import decide_change
from projects.supervision.actions.mark_change_implemented import mark_change_implemented
from projects.supervision.actions.propose_change import propose_change
from projects.supervision.actions.withdraw_change import withdraw_change
from projects.supervision.change_meter import approved_changes, meter_of
from projects.supervision.models import ChangeRequest
from tests.build.projects import Cast
from tests.build.supervision import approved_change, assessed_change, proposed_change, self_built
from tests.supervision.trail import last_entry

Status = ChangeRequest.Status


def test_contractor_and_officer_propose(cast: Cast, contract: Contract) -> None:
    by_contractor = proposed_change(cast, contract)
    assert (by_contractor.number, by_contractor.proposer) == (1, cast.contractor)
    assert last_entry().event == "change:proposed"
    by_officer = propose_change(
        cast.project,
        actor=cast.officer,
        contract=contract,
        title="Two months more",
        kind="time",
        reasons="Data came late.",
        days=60,
    )
    assert by_officer.number == 2
    assert by_officer.proposer_id == cast.agency.pk
    assert by_officer in ChangeRequest.objects.visible_to(cast.project_manager)


def test_others_do_not_propose(cast: Cast, contract: Contract) -> None:
    facts = {"contract": contract, "title": "T", "kind": "technical", "reasons": "R"}
    for party in (cast.supervisor, cast.auditor, cast.engineer, cast.leader):
        with pytest.raises(NotAllowed):
            propose_change(cast.project, actor=party, **facts)
    for stranger in (cast.rival_manager, cast.other_officer):
        with pytest.raises(Hidden):
            propose_change(cast.project, actor=stranger, **facts)


def test_what_cannot_be_right_is_named(cast: Cast, contract: Contract) -> None:
    with pytest.raises(Invalid) as refusal:
        proposed_change(cast, contract, title="", reasons=" ", kind="whim", days=9999)
    assert set(refusal.value.fields) == {"title", "reasons", "kind", "days"}
    with pytest.raises(Invalid) as refusal:
        proposed_change(cast, contract, kind="price", value=Decimal(0))
    assert set(refusal.value.fields) == {"value"}
    with pytest.raises(Invalid) as refusal:
        proposed_change(cast, contract, kind="time", days=0)
    assert set(refusal.value.fields) == {"days"}


def test_only_a_self_build_changes_without_a_contract(cast: Cast) -> None:
    facts = {"title": "T", "kind": "technical", "reasons": "R"}
    with pytest.raises(Invalid):
        propose_change(cast.project, actor=cast.officer, **facts)
    assert propose_change(self_built(cast), actor=cast.officer, **facts).contract is None


def test_the_supervisor_assesses_what_others_proposed(cast: Cast, contract: Contract) -> None:
    change = proposed_change(cast, contract)
    with pytest.raises(Invalid):
        assess_change(change, actor=cast.supervisor, opinion="")
    for party in (cast.project_manager, cast.auditor, cast.officer):
        with pytest.raises(NotAllowed):
            assess_change(change, actor=party, opinion="Good.")
    done = assess_change(change, actor=cast.supervisor, opinion="Good.")
    assert (done.status, done.assessed_by) == (Status.ASSESSED, cast.supervisor)
    assert last_entry().event == "change:assessed"
    with pytest.raises(NotReady):
        assess_change(change, actor=cast.assessor, opinion="Also.")


def test_without_a_supervisor_a_colleague_of_the_proposer_assesses(
    cast: Cast, contract: Contract
) -> None:
    Engagement.objects.filter(organisation=cast.supervision_firm).update(ended_at=timezone.now())
    change = propose_change(
        cast.project,
        actor=cast.officer,
        contract=contract,
        title="T",
        kind="technical",
        reasons="R",
    )
    with pytest.raises(NotAllowed) as refusal:
        assess_change(change, actor=cast.officer, opinion="Good.")
    assert refusal.value.code == "SOD-7"
    assert assess_change(change, actor=cast.second_officer, opinion="Good.").assessed_by


def test_the_leader_decides_with_reasons_as_a_third(cast: Cast, contract: Contract) -> None:
    change = proposed_change(cast, contract)
    with pytest.raises(NotReady):
        decide_change(change, actor=cast.leader, approve=True, reasons="Needed.")
    assess_change(change, actor=cast.supervisor, opinion="Good.")
    with pytest.raises(Invalid):
        decide_change(change, actor=cast.leader, approve=True, reasons=" ")
    for party in (cast.officer, cast.project_manager, cast.supervisor, cast.finance):
        with pytest.raises(NotAllowed):
            decide_change(change, actor=party, approve=True, reasons="Needed.")
    with pytest.raises(Hidden):
        decide_change(change, actor=cast.other_leader, approve=True, reasons="Needed.")
    decided = decide_change(change, actor=cast.leader, approve=True, reasons="Needed.")
    assert (decided.status, decided.decided_by) == (Status.APPROVED, cast.leader)
    assert last_entry().event == "change:decided"
    decision = Decision.objects.get(event="change:decided")
    assert (decision.point, decision.outcome) == ("S3", "approved")
    with pytest.raises(Conflict):
        decide_change(change, actor=cast.leader, approve=False, reasons="No.")


def test_who_proposed_or_assessed_does_not_decide(cast: Cast, contract: Contract) -> None:
    change = assessed_change(cast, contract)
    ChangeRequest.objects.filter(pk=change.pk).update(assessed_by=cast.leader)
    with pytest.raises(NotAllowed) as refusal:
        decide_change(change, actor=cast.leader, approve=True, reasons="Needed.")
    assert refusal.value.code == "SOD-7"
    with pytest.raises(IntegrityError), transaction.atomic():
        ChangeRequest.objects.filter(pk=change.pk).update(decided_by=cast.leader)


def test_beyond_ten_per_cent_a_procurement_decision_is_named(
    cast: Cast, contract: Contract
) -> None:
    approved_change(cast, contract, value=Decimal(45000))
    approved_change(cast, contract, value=Decimal(-45000))
    meter = meter_of(contract)
    assert (meter.approved, meter.share) == (90000, Decimal("0.1"))
    assert not meter.is_over
    assert approved_changes(contract) == 0
    change = assessed_change(cast, contract, value=Decimal(1))
    assert meter_of(contract).pending == 1
    with pytest.raises(NotReady) as refusal:
        decide_change(change, actor=cast.leader, approve=True, reasons="Needed.")
    assert refusal.value.code == "V-CHG"
    rejected = assessed_change(cast, contract, value=Decimal(1))
    decide_change(rejected, actor=cast.leader, approve=False, reasons="Too much.")
    decided = decide_change(
        change,
        actor=cast.leader,
        approve=True,
        reasons="Needed.",
        procurement_reference="Decision 2025-17",
    )
    assert decided.procurement_reference == "Decision 2025-17"
    assert meter_of(contract).is_over


def test_a_stale_decision_is_refused(cast: Cast, contract: Contract) -> None:
    change = assessed_change(cast, contract)
    with pytest.raises(Stale):
        decide_change(change, actor=cast.leader, approve=True, reasons="x", expected_version=1)


def test_implementing_before_approval_is_noted_as_a_bypass(cast: Cast, contract: Contract) -> None:
    today = timezone.localdate()
    early = proposed_change(cast, contract)
    with pytest.raises(NotAllowed):
        mark_change_implemented(early, actor=cast.project_manager, implemented_on=today)
    for day in (today + timedelta(days=1), today - timedelta(days=300)):
        with pytest.raises(Invalid):
            mark_change_implemented(early, actor=cast.supervisor, implemented_on=day)
    early = mark_change_implemented(early, actor=cast.supervisor, implemented_on=today)
    assert early.is_bypass
    assert last_entry().event == "change:implemented"
    assert last_entry().data["is_bypass"] is True
    with pytest.raises(Conflict):
        mark_change_implemented(early, actor=cast.officer, implemented_on=today)
    proper = approved_change(cast, contract)
    assert not proper.is_bypass
    proper = mark_change_implemented(proper, actor=cast.officer, implemented_on=today)
    assert not proper.is_bypass
    backdated = approved_change(cast, contract, value=Decimal(0))
    mark = mark_change_implemented(
        backdated, actor=cast.officer, implemented_on=today - timedelta(days=3)
    )
    assert mark.is_bypass


def test_only_the_proposing_organisation_withdraws(cast: Cast, contract: Contract) -> None:
    change = proposed_change(cast, contract)
    with pytest.raises(NotAllowed):
        withdraw_change(change, actor=cast.officer)
    with pytest.raises(Hidden):
        withdraw_change(change, actor=cast.rival_manager)
    withdrawn = withdraw_change(change, actor=cast.project_manager, reasons="Not needed.")
    assert withdrawn.status == Status.WITHDRAWN
    assert last_entry().event == "change:withdrawn"
    with pytest.raises(Conflict):
        withdraw_change(change, actor=cast.project_manager)
