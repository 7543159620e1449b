"""Payments: claimed, certified, approved, paid, refused."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from egov_outsource.errors import Hidden, Invalid, NotAllowed, NotReady, Stale
from projects.models import Decision, Engagement
from projects.selection.models import Contract
from projects.supervision.actions.approve_payment import approve_payment
from projects.supervision.actions.certify_payment import certify_payment
from projects.supervision.actions.claim_payment import claim_payment
from projects.supervision.actions.record_payment_paid import record_payment_paid
from projects.supervision.actions.refuse_payment import refuse_payment
from projects.supervision.models import Payment
from projects.supervision.payments import account_of
from tests.build.projects import Cast
from tests.build.selection import drafted_contract
from tests.build.supervision import approved_change, approved_payment, claimed_payment
from tests.supervision.trail import last_entry

Status = Payment.Status


def test_the_contractor_claims_in_the_contracts_currency(cast: Cast, contract: Contract) -> None:
    payment = claimed_payment(cast, contract)
    assert (payment.payee, payment.status) == (cast.contractor, Status.CLAIMED)
    assert last_entry().event == "payment:claimed"
    with pytest.raises(Invalid) as refusal:
        claimed_payment(cast, contract, amount=Decimal(-1), currency="USD", purpose=" ")
    assert set(refusal.value.fields) == {"amount", "currency", "purpose"}
    for amount in (Decimal(0), Decimal("1.001"), Decimal(10) ** 17):
        with pytest.raises(Invalid):
            claimed_payment(cast, contract, amount=amount)


def test_nobody_claims_for_others_or_under_a_draft(cast: Cast, contract: Contract) -> None:
    facts = {"amount": Decimal(1), "currency": "CNY", "purpose": "x"}
    for party in (cast.officer, cast.supervisor, cast.finance, cast.auditor):
        with pytest.raises(NotAllowed):
            claim_payment(contract, actor=party, **facts)
    for stranger in (cast.rival_manager, cast.other_officer):
        with pytest.raises(Hidden):
            claim_payment(contract, actor=stranger, **facts)


def test_a_draft_pays_nothing(cast: Cast) -> None:
    with pytest.raises(NotReady):
        claimed_payment(cast, drafted_contract(cast))


def test_three_people_and_the_money(cast: Cast, contract: Contract) -> None:
    payment = claimed_payment(cast, contract)
    with pytest.raises(NotReady):
        approve_payment(payment, actor=cast.finance)
    certify_payment(payment, actor=cast.supervisor, note="Counted.")
    assert last_entry().event == "payment:certified"
    approve_payment(payment, actor=cast.finance, reasons="Matches.")
    assert last_entry().event == "payment:approved"
    points = Decision.objects.filter(event__startswith="payment:").order_by("id")
    assert [decision.point for decision in points] == ["S2", "S4"]
    paid = record_payment_paid(payment, actor=cast.finance, paid_on=timezone.localdate())
    assert paid.status == Status.PAID
    assert last_entry().event == "payment:paid"
    assert account_of(contract).left == 800000
    with pytest.raises(NotReady):
        record_payment_paid(payment, actor=cast.finance, paid_on=timezone.localdate())


def test_nobody_certifies_or_approves_out_of_turn(cast: Cast, contract: Contract) -> None:
    payment = claimed_payment(cast, contract)
    for party in (cast.project_manager, cast.officer, cast.finance, cast.assessor):
        with pytest.raises(NotAllowed):
            certify_payment(payment, actor=party)
    certify_payment(payment, actor=cast.supervisor)
    with pytest.raises(NotReady):
        certify_payment(payment, actor=cast.supervisor)
    for party in (cast.project_manager, cast.officer, cast.supervisor):
        with pytest.raises(NotAllowed):
            approve_payment(payment, actor=party)
    with pytest.raises(Hidden):
        approve_payment(payment, actor=cast.other_leader)


def test_who_certified_does_not_approve(cast: Cast, contract: Contract) -> None:
    Engagement.objects.filter(organisation=cast.supervision_firm).update(ended_at=timezone.now())
    payment = certify_payment(claimed_payment(cast, contract), actor=cast.leader)
    with pytest.raises(NotAllowed) as refusal:
        approve_payment(payment, actor=cast.leader)
    assert refusal.value.code == "SOD-6"
    with pytest.raises(IntegrityError), transaction.atomic():
        Payment.objects.filter(pk=payment.pk).update(approved_by=cast.leader)
    assert approve_payment(payment, actor=cast.finance).approved_by == cast.finance


def test_no_more_is_approved_than_the_contract_is_worth(cast: Cast, contract: Contract) -> None:
    approved_payment(cast, contract, amount=Decimal(890000))
    second = certify_payment(
        claimed_payment(cast, contract, amount=Decimal(20000)), actor=cast.supervisor
    )
    with pytest.raises(NotReady) as refusal:
        approve_payment(second, actor=cast.finance)
    assert refusal.value.code == "PAYMENT-OVER-CONTRACT"
    approved_change(cast, contract, value=Decimal(10000))
    assert approve_payment(second, actor=cast.finance).status == Status.APPROVED


def test_the_day_of_payment_lies_between_approval_and_today(cast: Cast, contract: Contract) -> None:
    payment = approved_payment(cast, contract)
    for day in (
        timezone.localdate() + timedelta(days=1),
        timezone.localdate() - timedelta(days=1),
    ):
        with pytest.raises(Invalid):
            record_payment_paid(payment, actor=cast.finance, paid_on=day)
    with pytest.raises(NotAllowed):
        record_payment_paid(payment, actor=cast.officer, paid_on=timezone.localdate())


def test_a_claim_is_refused_with_reasons(cast: Cast, contract: Contract) -> None:
    payment = claimed_payment(cast, contract)
    with pytest.raises(Invalid):
        refuse_payment(payment, actor=cast.supervisor, reasons="")
    for party in (cast.project_manager, cast.officer):
        with pytest.raises(NotAllowed):
            refuse_payment(payment, actor=party, reasons="x")
    with pytest.raises(Stale):
        refuse_payment(payment, actor=cast.supervisor, reasons="x", expected_version=9)
    refused = refuse_payment(payment, actor=cast.supervisor, reasons="Not delivered.")
    assert (refused.status, refused.note) == (Status.REFUSED, "Not delivered.")
    assert last_entry().event == "payment:refused"
    with pytest.raises(NotReady):
        refuse_payment(payment, actor=cast.finance, reasons="x")
    certified = certify_payment(claimed_payment(cast, contract), actor=cast.supervisor)
    with pytest.raises(NotAllowed):
        refuse_payment(certified, actor=cast.supervisor, reasons="x")
    refuse_payment(certified, actor=cast.finance, reasons="No invoice.")
    assert Decision.objects.filter(event="payment:refused", point="S4").count() == 1


def test_payments_are_seen_by_their_payee_and_who_checks_them(
    cast: Cast, contract: Contract
) -> None:
    payment = claimed_payment(cast, contract)
    for party in (cast.officer, cast.finance, cast.project_manager, cast.supervisor, cast.auditor):
        assert payment in Payment.objects.visible_to(party)
    for stranger in (cast.rival_manager, cast.assessor, cast.other_officer, cast.operator):
        assert payment not in Payment.objects.visible_to(stranger)
