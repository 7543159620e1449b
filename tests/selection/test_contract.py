"""The contract: drafting, the 12 clauses, signature, acknowledgement, end."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from audit.log.models import Entry
from egov_outsource.access import may
from egov_outsource.errors import Conflict, Hidden, Invalid, NotAllowed, NotReady, Stale
from projects.models import Decision, Engagement
from projects.rights import Right
from projects.selection.actions.acknowledge_contract import acknowledge_contract
from projects.selection.actions.change_contract import change_contract
from projects.selection.actions.draft_contract import draft_contract
from projects.selection.actions.review_clause import review_clause
from projects.selection.actions.sign_contract import sign_contract
from projects.selection.actions.terminate_contract import terminate_contract
from projects.selection.actions.write_clause import write_clause
from projects.selection.clauses import CLAUSES, TOTAL_WEIGHT
from projects.selection.models import Contract
from tests.build.contractors import debarred
from tests.build.projects import Cast, make_project
from tests.build.selection import (
    awarded,
    contract_terms,
    drafted_contract,
    ready_contract,
    signed_contract,
)

pytestmark = pytest.mark.django_db


def last_event() -> Entry:
    return Entry.objects.order_by("-id")[0]


def test_the_catalogue_has_twelve_clauses_that_weigh_34() -> None:
    assert len(CLAUSES) == 12
    assert TOTAL_WEIGHT == 34


def test_a_draft_takes_value_and_supplier_from_the_award(cast: Cast) -> None:
    contract = drafted_contract(cast)
    assert contract.value == Decimal("900000.00")
    assert contract.contractor == cast.contractor
    assert contract.clauses.count() == 12
    assert last_event().event == "contract:drafted"


def test_only_the_agency_drafts_and_only_once(cast: Cast) -> None:
    award = awarded(cast)
    with pytest.raises(NotAllowed):
        draft_contract(award, actor=cast.project_manager, terms=contract_terms())
    with pytest.raises(Hidden):
        draft_contract(award, actor=cast.other_officer, terms=contract_terms())
    draft_contract(award, actor=cast.officer, terms=contract_terms())
    with pytest.raises(Conflict):
        draft_contract(award, actor=cast.officer, terms=contract_terms(reference="C-2"))


def test_terms_that_cannot_be_right_are_named_field_by_field(cast: Cast) -> None:
    today = timezone.localdate()
    with pytest.raises(Invalid) as refusal:
        drafted_contract(
            cast,
            value=Decimal(-1),
            end_date=today - timedelta(days=1),
            currency="yuan",
            advance_cap=Decimal(2),
        )
    assert set(refusal.value.fields) == {
        "value",
        "build_value",
        "end_date",
        "currency",
        "advance_cap",
    }


def test_a_draft_is_changed_with_its_version(cast: Cast) -> None:
    contract = drafted_contract(cast)
    change_contract(
        contract, actor=cast.second_officer, terms={"title": "Portal"}, expected_version=1
    )
    with pytest.raises(Stale):
        change_contract(contract, actor=cast.officer, terms={"title": "X"}, expected_version=1)
    contract.refresh_from_db()
    assert contract.title == "Portal"
    assert last_event().event == "contract:changed"
    assert last_event().data["title"]["new"] == "Portal"


def test_a_clause_is_reviewed_by_somebody_else_and_a_change_needs_a_new_review(cast: Cast) -> None:
    clause = drafted_contract(cast).clauses.get(code="data_title")
    with pytest.raises(NotReady):
        review_clause(clause, actor=cast.second_officer)
    with pytest.raises(Invalid):
        write_clause(clause, actor=cast.officer, is_present=True)
    write_clause(clause, actor=cast.officer, is_present=True, position="7", text="All data …")
    with pytest.raises(NotAllowed) as refusal:
        review_clause(clause, actor=cast.officer)
    assert refusal.value.code == "SOD-1"
    assert last_event().event == "attempt:refused"
    reviewed = review_clause(clause, actor=cast.leader)
    assert reviewed.is_secured
    assert last_event().event == "clause:reviewed"
    changed = write_clause(
        clause, actor=cast.second_officer, is_present=True, position="8", text="Data …"
    )
    assert not changed.is_secured


def test_signing_needs_the_essential_clauses(cast: Cast) -> None:
    contract = drafted_contract(cast)
    with pytest.raises(NotReady) as refusal:
        sign_contract(contract, actor=cast.leader)
    assert refusal.value.code == "V-OWN"
    contract.refresh_from_db()
    assert contract.status == Contract.Status.PENDING


def test_only_government_signs_and_not_the_drafter(cast: Cast) -> None:
    contract = ready_contract(cast)
    for stranger in (cast.officer, cast.project_manager, cast.supervisor, cast.finance):
        with pytest.raises(NotAllowed):
            sign_contract(contract, actor=stranger)
    Contract.objects.filter(pk=contract.pk).update(created_by=cast.leader)
    with pytest.raises(NotAllowed) as refusal:
        sign_contract(contract, actor=cast.leader)
    assert refusal.value.code == "SOD-1"


def test_a_value_other_than_the_award_needs_a_reason(cast: Cast) -> None:
    contract = ready_contract(cast, value=Decimal("950000.00"))
    with pytest.raises(NotReady) as refusal:
        sign_contract(contract, actor=cast.leader)
    assert refusal.value.code == "CONTRACT-DRIFT"
    change_contract(contract, actor=cast.officer, terms={"value_reason": "Tax included."})
    assert sign_contract(contract, actor=cast.leader).status == Contract.Status.ACTIVE


def test_signature_engages_the_contractor_until_the_end_and_is_a_decision(cast: Cast) -> None:
    project = make_project(cast.agency, cast.officer)
    assert not may(cast.project_manager, Right.SUBMIT, project)
    contract = ready_contract(cast, award=awarded(cast, project=project))
    contract = sign_contract(contract, actor=cast.leader, reasons="Complete.")
    assert contract.signed_by == cast.leader
    assert may(cast.project_manager, Right.SUBMIT, project)
    assert not may(cast.rival_manager, Right.SUBMIT, project)
    engagement = Engagement.objects.get(project=project, organisation=cast.contractor)
    assert timezone.localdate(engagement.valid_to) == contract.end_date + timedelta(days=1)
    assert last_event().event == "contract:signed"
    assert Decision.objects.get(event="contract:signed").point == "M4"


def test_a_debarred_contractor_cannot_sign(cast: Cast) -> None:
    contract = ready_contract(cast)
    debarred(cast.contractor, by=cast.leader)
    with pytest.raises(NotAllowed) as refusal:
        sign_contract(contract, actor=cast.leader)
    assert refusal.value.code == "V-DEBAR"


def test_the_contractor_acknowledges_once_and_only_its_own(cast: Cast) -> None:
    contract = ready_contract(cast)
    with pytest.raises(NotReady):
        acknowledge_contract(contract, actor=cast.project_manager)
    sign_contract(contract, actor=cast.leader)
    with pytest.raises(Hidden):
        acknowledge_contract(contract, actor=cast.rival_manager)
    with pytest.raises(NotAllowed):
        acknowledge_contract(contract, actor=cast.officer)
    acknowledge_contract(contract, actor=cast.project_manager)
    assert last_event().event == "contract:acknowledged"
    with pytest.raises(Conflict):
        acknowledge_contract(contract, actor=cast.project_manager)


def test_ending_a_contract_ends_the_contractors_rights(cast: Cast) -> None:
    project = make_project(cast.agency, cast.officer)
    contract = signed_contract(cast, award=awarded(cast, project=project))
    today = timezone.localdate()
    with pytest.raises(NotAllowed):
        terminate_contract(contract, actor=cast.officer, ended_on=today, reasons="x")
    with pytest.raises(Invalid):
        terminate_contract(contract, actor=cast.leader, ended_on=today, reasons=" ")
    terminate_contract(contract, actor=cast.leader, ended_on=today, reasons="Failed twice.")
    assert not may(cast.project_manager, Right.SUBMIT, project)
    assert Contract.objects.visible_to(cast.project_manager).filter(pk=contract.pk).exists()
    assert last_event().event == "contract:ended"
    with pytest.raises(NotReady):
        terminate_contract(contract, actor=cast.leader, ended_on=today, reasons="Again.")


def test_a_rival_never_sees_the_contract(cast: Cast) -> None:
    contract = signed_contract(cast)
    for stranger in (cast.rival_manager, cast.other_officer, cast.outsider, cast.operator):
        assert not Contract.objects.visible_to(stranger).filter(pk=contract.pk).exists()
    for party in (cast.officer, cast.project_manager, cast.supervisor, cast.auditor):
        assert Contract.objects.visible_to(party).filter(pk=contract.pk).exists()
