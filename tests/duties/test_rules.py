"""Every rule that keeps duties apart refuses, by its own code (SOD-1 … SOD-14)."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from audit.reviews.actions.open_review import open_review
from audit.reviews.actions.resolve_finding import resolve_finding
from audit.reviews.models import AuditFinding
from contractors.actions.lift_sanction import lift_sanction
from egov_outsource.accounts.actions.change_membership import change_membership
from egov_outsource.accounts.models import Membership
from egov_outsource.accounts.separation import person_key_of
from egov_outsource.errors import NotAllowed
from projects.acceptance.actions.decide_acceptance import decide_acceptance
from projects.actions.appoint_engagement import appoint_engagement
from projects.actions.change_project import change_project
from projects.actions.classify_data import classify_data
from projects.actions.decide_subcontract import decide_subcontract
from projects.duty_rules import RULES, Moment
from projects.models import Project
from projects.parts import conflicts_in
from projects.planning.actions.approve_plan_item import approve_plan_item
from projects.planning.models import PlanItem
from projects.prosecution.actions.comment_rating import comment_rating
from projects.prosecution.actions.finalise_rating import finalise_rating
from projects.roles import Capacity
from projects.selection.actions.award_tender import award_tender
from projects.selection.actions.evaluate_bid import evaluate_bid
from projects.selection.actions.open_bids import open_bids
from projects.selection.models import Contract
from projects.supervision.actions.approve_payment import approve_payment
from projects.supervision.actions.certify_payment import certify_payment
from projects.supervision.actions.decide_change import decide_change
from projects.supervision.models import Payment
from risk.actions.publish_model import publish_model
from tests.build import (
    acceptance,
    contractors,
    models,
    ownership,
    planning,
    prosecution,
    selection,
    supervision,
)
from tests.build import accounts as build
from tests.build import reviews as audits
from tests.build.projects import Cast, engaged

Attempt = Callable[[Cast], object]
ATTEMPTS: dict[str, list[Attempt]] = {}


def breaks(code: str) -> Callable[[Attempt], Attempt]:
    """Register an attempt that the rule must refuse."""

    def keep(attempt: Attempt) -> Attempt:
        ATTEMPTS.setdefault(code, []).append(attempt)
        return attempt

    return keep


def same_person(*users: object) -> None:
    """These accounts belong to one person."""
    for user in users:
        user.person_key = person_key_of("152201198001010011")  # type: ignore[attr-defined]
        user.save()  # type: ignore[attr-defined]


@breaks("SOD-1")
def _author_approves_by_another_account(cast: Cast) -> object:
    item = planning.submitted_item(cast)
    same_person(cast.officer, cast.leader)
    return approve_plan_item(item, actor=cast.leader)


@breaks("SOD-1")
def _proposer_of_a_subcontract_consents_by_another_account(cast: Cast) -> object:
    subcontract = ownership.proposed_subcontract(cast)
    same_person(cast.leader, subcontract.proposed_by)
    return decide_subcontract(subcontract, actor=cast.leader, outcome="consented", reasons="x")


@breaks("SOD-2")
def _adviser_bids(cast: Cast) -> object:
    tender = selection.published_tender(cast)
    contractors.affiliated(cast.contractor, cast.supervision_firm)
    return selection.bid_of(cast, tender)


@breaks("SOD-3")
def _tied_bids_are_found_valid(cast: Cast) -> object:
    tender = selection.published_tender(cast)
    bid, _other = selection.bid_of(cast, tender), selection.bid_of(cast, tender, rival=True)
    contractors.affiliated(cast.contractor, cast.rival)
    assert tender.period_end is not None
    with time_machine.travel(tender.period_end + timedelta(hours=1), tick=True):
        open_bids(tender, actor=cast.officer)
        return evaluate_bid(bid, actor=cast.second_officer, status="valid", score=Decimal(80))


@breaks("SOD-3")
def _tied_bid_wins(cast: Cast) -> object:
    tender, winning, _losing = selection.evaluated_tender(cast)
    contractors.affiliated(cast.contractor, cast.rival)
    return award_tender(tender, actor=cast.leader, bid=winning, reasons="Best")


@breaks("SOD-4")
def _who_served_a_bidder_evaluates(cast: Cast) -> object:
    tender = selection.published_tender(cast)
    bid = selection.bid_of(cast, tender)
    now = timezone.now()
    build.member(
        cast.contractor,
        "engineer",
        user=cast.second_officer,
        valid_from=now - timedelta(days=900),
        valid_to=now - timedelta(days=500),
    )
    assert tender.period_end is not None
    with time_machine.travel(tender.period_end + timedelta(hours=1), tick=True):
        open_bids(tender, actor=cast.officer)
        return evaluate_bid(bid, actor=cast.second_officer, status="valid", score=Decimal(80))


def _appointed(cast: Cast, firm: object) -> object:
    now = timezone.now()
    return appoint_engagement(
        cast.project,
        actor=cast.leader,
        organisation=firm,  # type: ignore[arg-type]
        capacity=Capacity.SUPERVISION.value,
        purpose="Supervision",
        valid_from=now,
        valid_to=now + timedelta(days=100),
    )


@breaks("SOD-5")
def _affiliate_of_the_contractor_supervises(cast: Cast) -> object:
    firm = build.third_party("Friendly Supervision")
    contractors.affiliated(cast.contractor, firm)
    return _appointed(cast, firm)


@breaks("SOD-5")
def _firm_with_a_person_of_the_contractor_supervises(cast: Cast) -> object:
    firm = build.third_party("Doubled Supervision")
    same_person(build.member(firm, "supervisor"), cast.engineer)
    return _appointed(cast, firm)


@breaks("SOD-5")
def _who_serves_the_contractor_too_decides_for_the_agency(cast: Cast) -> object:
    build.member(cast.contractor, "engineer", user=cast.leader)
    return classify_data(
        cast.project, actor=cast.leader, classification="personal", mlps_level=2, reasons="x"
    )


@breaks("SOD-6")
def _claimant_certifies_by_another_account(cast: Cast) -> object:
    payment = supervision.claimed_payment(cast, supervision.running_contract(cast))
    same_person(cast.supervisor, cast.project_manager)
    return certify_payment(payment, actor=cast.supervisor)


@breaks("SOD-6")
def _certifier_approves(cast: Cast) -> object:
    payment = supervision.claimed_payment(cast, supervision.running_contract(cast))
    payment = certify_payment(payment, actor=cast.supervisor)
    same_person(cast.supervisor, cast.leader)
    return approve_payment(payment, actor=cast.leader)


@breaks("SOD-7")
def _proposer_decides(cast: Cast) -> object:
    change = supervision.assessed_change(cast, supervision.running_contract(cast))
    same_person(cast.project_manager, cast.leader)
    return decide_change(change, actor=cast.leader, approve=True, reasons="x")


@breaks("SOD-8")
def _responsible_officer_accepts(cast: Cast) -> object:
    submission = acceptance.checked(cast, acceptance.handed_in(cast))
    return decide_acceptance(submission, actor=cast.officer, outcome="accepted", reasons="x")


@breaks("SOD-9")
def _former_officer_audits(cast: Cast) -> object:
    now = timezone.now()
    build.member(
        cast.agency,
        "records",
        user=cast.auditor,
        valid_from=now - timedelta(days=700),
        valid_to=now - timedelta(days=100),
    )
    return open_review(cast.project, actor=cast.auditor, title="Audit", plan="Everything")


@breaks("SOD-9")
def _who_answered_for_the_contractor_settles_by_another_account(cast: Cast) -> object:
    finding = audits.answered(cast, addressee=cast.contractor)
    same_person(cast.auditor, finding.responded_by)
    return resolve_finding(finding, actor=cast.auditor, resolution="fine")


@breaks("SOD-10")
def _owner_decides_on_an_objection(cast: Cast) -> object:
    rated = prosecution.rating(cast)
    comment_rating(rated, actor=cast.project_manager, comment="We did better")
    return finalise_rating(rated, actor=cast.leader, reasons="stands")


@breaks("SOD-11")
def _who_recorded_a_sanction_lifts_it(cast: Cast) -> object:
    sanction = contractors.debarred(cast.rival, by=cast.leader)
    return lift_sanction(
        sanction, actor=cast.leader, lifted_on=timezone.localdate(), reason="served"
    )


@breaks("SOD-12")
def _author_approves_the_risk_model(cast: Cast) -> object:
    build.member(cast.authority, "model_steward", user=cast.authority_leader)
    draft = models.draft(cast.authority_leader)
    return publish_model(draft, actor=cast.authority_leader, valid_from=timezone.localdate())


@breaks("SOD-13")
def _administrator_takes_another_role(cast: Cast) -> object:
    boss = build.administrator(cast.agency)
    build.administrator(cast.agency)
    return change_membership(Membership.objects.get(user=boss), actor=boss, role="leader")


@breaks("SOD-14")
def _decider_of_acceptance_becomes_responsible(cast: Cast) -> object:
    submission = acceptance.checked(cast, acceptance.handed_in(cast))
    decide_acceptance(submission, actor=cast.leader, outcome="accepted", reasons="x")
    return change_project(
        cast.project, actor=cast.officer, particulars={"responsible_officer": cast.leader}
    )


@breaks("SOD-14")
def _evaluator_accepts(cast: Cast) -> object:
    selection.evaluated_tender(cast)
    submission = acceptance.checked(cast, acceptance.handed_in(cast))
    return decide_acceptance(submission, actor=cast.second_officer, outcome="accepted", reasons="x")


def test_each_rule_has_an_attempt_that_breaks_it() -> None:
    assert set(ATTEMPTS) == set(RULES) == {f"SOD-{number}" for number in range(1, 15)}
    for rule in RULES.values():
        assert set(rule.moments) <= set(Moment)
        assert str(rule.text)
        assert rule.means


@pytest.mark.parametrize(
    ("code", "attempt"),
    [(code, attempt) for code, attempts in ATTEMPTS.items() for attempt in attempts],
)
def test_the_rule_refuses(cast: Cast, code: str, attempt: Attempt) -> None:
    with pytest.raises(NotAllowed) as caught:
        attempt(cast)
    assert caught.value.code == code


def test_present_conflicts_are_found_when_people_change(cast: Cast) -> None:
    assert conflicts_in(cast.project) == []
    same_person(cast.officer, cast.auditor)
    build.member(cast.contractor, "engineer", user=cast.supervisor)
    found = {(one.rule, one.who) for one in conflicts_in(cast.project)}
    assert ("SOD-14", cast.officer.name) in found
    assert ("SOD-5", cast.supervisor.name) in found


def test_the_database_keeps_author_and_decider_apart(cast: Cast) -> None:
    item = planning.approved_item(cast)
    payment = supervision.claimed_payment(cast, supervision.running_contract(cast))
    finding = audits.answered(cast)
    changes = [
        (PlanItem.objects.filter(pk=item.pk), {"decided_by": item.author_id}),
        (Payment.objects.filter(pk=payment.pk), {"refused_by": payment.claimed_by_id}),
        (
            AuditFinding.objects.filter(pk=finding.pk),
            {
                "status": "resolved",
                "resolved_by": finding.responded_by_id,
                "resolved_at": timezone.now(),
            },
        ),
        (Contract.objects.all(), {"signed_by": cast.officer}),
    ]
    for rows, values in changes:
        with pytest.raises(IntegrityError, match="by_another"), transaction.atomic():
            rows.update(**values)


def test_auditors_of_a_project_are_counted_as_a_part(cast: Cast) -> None:
    with pytest.raises(NotAllowed) as caught:
        change_project(
            cast.project, actor=cast.officer, particulars={"responsible_officer": cast.auditor}
        )
    assert caught.value.code == "SOD-14"
    assert Project.objects.get(pk=cast.project.pk).responsible_officer == cast.officer
    engaged(cast.project, cast.rival, Capacity.BIDDER, by=cast.officer)
    assert conflicts_in(cast.project) == []
