"""Tender, sealed bids, opening, evaluation, award."""

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from audit.log.models import Entry
from egov_outsource.access import may
from egov_outsource.errors import Conflict, Hidden, Invalid, NotAllowed, NotReady, Stale
from projects.models import Decision, Engagement
from projects.rights import Right
from projects.roles import Capacity
from projects.selection.actions.award_tender import award_tender
from projects.selection.actions.cancel_award import cancel_award
from projects.selection.actions.cancel_tender import cancel_tender
from projects.selection.actions.change_tender import change_tender
from projects.selection.actions.draft_tender import draft_tender
from projects.selection.actions.evaluate_bid import evaluate_bid
from projects.selection.actions.open_bids import open_bids
from projects.selection.actions.publish_tender import publish_tender
from projects.selection.actions.submit_bid import submit_bid
from projects.selection.actions.withdraw_bid import withdraw_bid
from projects.selection.bidding import receipt
from projects.selection.models import Award, Bid, Tender
from tests.build.accounts import member, third_party
from tests.build.contractors import affiliated, debarred
from tests.build.projects import Cast, engaged
from tests.build.selection import (
    approved_mode,
    bid_of,
    drafted_tender,
    evaluated_tender,
    published_tender,
    tender_terms,
)

pytestmark = pytest.mark.django_db


def last_event() -> Entry:
    return Entry.objects.order_by("-id")[0]


def test_only_the_agency_drafts_and_terms_are_checked(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        draft_tender(cast.project, actor=cast.project_manager, terms=tender_terms())
    now = timezone.now()
    with pytest.raises(Invalid) as refusal:
        drafted_tender(cast, value=Decimal(-1), period_end=now - timedelta(days=1), currency="x")
    assert set(refusal.value.fields) == {"value", "period_end", "currency"}
    drafted_tender(cast)
    assert last_event().event == "tender:drafted"
    with pytest.raises(Conflict):
        drafted_tender(cast)


def test_a_draft_changes_a_published_tender_does_not(cast: Cast) -> None:
    tender = published_tender(cast)
    with pytest.raises(NotReady):
        change_tender(tender, actor=cast.officer, terms={"title": "Other"})
    draft = drafted_tender(cast, reference="T-2")
    change_tender(draft, actor=cast.officer, terms={"title": "Other"}, expected_version=1)
    with pytest.raises(Stale):
        change_tender(draft, actor=cast.officer, terms={"title": "Third"}, expected_version=1)


def test_publishing_needs_an_outsourced_mode(cast: Cast) -> None:
    tender = drafted_tender(cast)
    with pytest.raises(NotReady) as refusal:
        publish_tender(tender, actor=cast.leader)
    assert refusal.value.code == "TENDER-MODE"


def test_publishing_needs_weights_period_and_rationale(cast: Cast) -> None:
    approved_mode(cast)
    tender = drafted_tender(cast, method="direct")
    change_tender(
        tender,
        actor=cast.officer,
        terms={},
        criteria=[{"title": "Price", "weight": Decimal(90), "is_price": True}],
    )
    with pytest.raises(Invalid) as refusal:
        publish_tender(tender, actor=cast.leader)
    assert set(refusal.value.fields) == {"criteria", "method_rationale"}


def test_a_short_period_needs_a_reason_and_says_that_the_limit_is_not_verified(
    cast: Cast,
) -> None:
    approved_mode(cast)
    tender = drafted_tender(cast, period_end=timezone.now() + timedelta(days=10))
    with pytest.raises(Invalid) as refusal:
        publish_tender(tender, actor=cast.leader)
    assert "20 days" in str(refusal.value.fields["period_end"])
    assert "not legally verified" in str(refusal.value.fields["period_end"])
    change_tender(tender, actor=cast.officer, terms={"short_period_reason": "Flood relief."})
    assert publish_tender(tender, actor=cast.leader).status == "published"
    assert last_event().event == "tender:published"
    assert Decision.objects.get(event="tender:published").point == "M2"


def test_the_drafter_does_not_publish_nor_does_anybody_without_m2(cast: Cast) -> None:
    approved_mode(cast)
    tender = drafted_tender(cast)
    for stranger in (cast.officer, cast.second_officer, cast.bid_manager):
        with pytest.raises((NotAllowed, Hidden)):
            publish_tender(tender, actor=stranger)
    Tender.objects.filter(pk=tender.pk).update(created_by=cast.leader)
    with pytest.raises(NotAllowed) as refusal:
        publish_tender(tender, actor=cast.leader)
    assert refusal.value.code == "SOD-1"


def test_a_published_notice_is_there_for_signed_in_people_a_draft_is_not(cast: Cast) -> None:
    tender = published_tender(cast)
    draft = drafted_tender(cast, reference="T-2")
    for reader in (cast.rival_bidder, cast.outsider, cast.other_officer):
        seen = Tender.objects.visible_to(reader)
        assert seen.filter(pk=tender.pk).exists()
        assert not seen.filter(pk=draft.pk).exists()
    assert not Tender.objects.visible_to(cast.anonymous).exists()


def test_a_bid_is_received_with_a_digest_that_the_bidder_can_recompute(cast: Cast) -> None:
    tender = published_tender(cast)
    bid = bid_of(cast, tender)
    assert bid.digest == receipt(bid)["sha256"]
    assert len(bid.digest) == 64
    entry = last_event()
    assert (entry.event, entry.data["sha256"]) == ("bid:submitted", bid.digest)
    assert "900000" not in str(entry.data)
    assert Engagement.objects.filter(organisation=cast.contractor, capacity="bidder").exists()
    assert list(Bid.objects.visible_to(cast.bid_manager)) == [bid]


def test_sealed_bids_are_seen_by_nobody_but_the_bidder(cast: Cast) -> None:
    tender = published_tender(cast)
    bid = bid_of(cast, tender, rival=True)
    people = cast.people()
    for name, reader in people.items():
        seen = Bid.objects.visible_to(reader).filter(pk=bid.pk).exists()
        assert seen == (name == "rival_bidder"), name
        trail = Entry.objects.visible_to(reader).filter(event="bid:submitted").exists()
        assert trail == (name == "rival_bidder"), name
        parties = Engagement.objects.visible_to(reader).filter(capacity="bidder").exists()
        assert parties == (name == "rival_bidder"), name


def test_a_refused_attempt_to_bid_stays_out_of_the_projects_trail(cast: Cast) -> None:
    tender = published_tender(cast)
    bid_of(cast, tender)
    with pytest.raises(Conflict):
        bid_of(cast, tender)
    assert last_event().event == "attempt:refused"
    assert not Entry.objects.visible_to(cast.leader).filter(event="attempt:refused").exists()


@pytest.mark.parametrize(("seconds", "taken"), [(-1, True), (0, False), (1, False)])
def test_the_deadline_counts_to_the_second(cast: Cast, seconds: int, *, taken: bool) -> None:
    tender = published_tender(cast)
    assert tender.period_end is not None
    with time_machine.travel(tender.period_end + timedelta(seconds=seconds), tick=False):
        if taken:
            assert bid_of(cast, tender).status == "pending"
        else:
            with pytest.raises(NotReady) as refusal:
                bid_of(cast, tender)
            assert refusal.value.code == "BID-LATE"


def test_the_database_refuses_late_and_altered_bids_and_early_opening(cast: Cast) -> None:
    tender = published_tender(cast)
    bid = bid_of(cast, tender)
    facts = {"project": tender.project, "tender": tender, "bidder": cast.rival, "amount": 1}
    for wrong in (
        lambda: Bid.objects.create(submitted_at=tender.period_end, **facts),
        lambda: Bid.objects.filter(pk=bid.pk).update(amount=1),
        lambda: Tender.objects.filter(pk=tender.pk).update(opened_at=timezone.now()),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong()


def test_a_second_bid_is_a_conflict_unless_it_replaces(cast: Cast) -> None:
    tender = published_tender(cast)
    first = bid_of(cast, tender)
    with pytest.raises(Conflict) as refusal:
        bid_of(cast, tender)
    assert "replace" in str(refusal.value.helper)
    second = submit_bid(
        tender,
        actor=cast.bid_manager,
        bidder=cast.contractor,
        amount=Decimal("880000.00"),
        currency="CNY",
        replace=True,
    )
    first.refresh_from_db()
    assert (first.status, second.status) == ("withdrawn", "pending")


def test_a_bid_is_withdrawn_by_its_bidder_before_the_deadline_only(cast: Cast) -> None:
    tender = published_tender(cast)
    bid = bid_of(cast, tender)
    for stranger in (cast.rival_bidder, cast.outsider):
        with pytest.raises(Hidden):
            withdraw_bid(bid, actor=stranger)
    with pytest.raises(NotAllowed):
        withdraw_bid(bid, actor=cast.officer)
    assert tender.period_end is not None
    with time_machine.travel(tender.period_end), pytest.raises(NotReady):
        withdraw_bid(bid, actor=cast.bid_manager)
    assert withdraw_bid(bid, actor=cast.bid_manager, reason="Error.").status == "withdrawn"
    assert last_event().event == "bid:withdrawn"
    with pytest.raises(Conflict):
        withdraw_bid(bid, actor=cast.bid_manager)
    assert bid_of(cast, tender).status == "pending"


def test_only_those_who_may_bind_a_contractor_bid(cast: Cast) -> None:
    tender = published_tender(cast)
    for actor, bidder in (
        (cast.project_manager, cast.contractor),
        (cast.bid_manager, cast.rival),
        (cast.officer, cast.contractor),
        (cast.supervisor, cast.supervision_firm),
    ):
        with pytest.raises(NotAllowed) as refusal:
            submit_bid(tender, actor=actor, bidder=bidder, amount=Decimal(1), currency="CNY")
        assert refusal.value.code == "BID-ROLE"


@pytest.mark.parametrize(
    ("amount", "currency", "field"),
    [("-1", "CNY", "amount"), ("10", "USD", "currency"), ("1.005", "CNY", "amount")],
)
def test_wrong_money_is_named(cast: Cast, amount: str, currency: str, field: str) -> None:
    tender = published_tender(cast)
    with pytest.raises(Invalid) as refusal:
        submit_bid(
            tender,
            actor=cast.bid_manager,
            bidder=cast.contractor,
            amount=Decimal(amount),
            currency=currency,
        )
    assert set(refusal.value.fields) == {field}


def test_an_affiliate_of_the_projects_consultant_cannot_bid(cast: Cast) -> None:
    tender = published_tender(cast)
    consultant = third_party("Plan Advisers")
    member(consultant, "consultant")
    engaged(cast.project, consultant, Capacity.CONSULTANCY, by=cast.leader, days=(-90, -30))
    affiliated(consultant, cast.rival)
    with pytest.raises(NotAllowed) as refusal:
        bid_of(cast, tender, rival=True)
    assert refusal.value.code == "SOD-2"
    assert "affiliated" in str(refusal.value.message)
    assert bid_of(cast, tender).status == "pending"


def test_a_debarred_firm_cannot_bid_while_the_debarment_runs(cast: Cast) -> None:
    tender = published_tender(cast)
    sanction = debarred(cast.rival, by=cast.leader)
    with pytest.raises(NotAllowed) as refusal:
        bid_of(cast, tender, rival=True)
    assert refusal.value.code == "V-DEBAR"
    assert "Finance Department" in str(refusal.value.message)
    sanction.lifted_on = timezone.localdate()
    sanction.save()
    assert bid_of(cast, tender, rival=True).status == "pending"


def test_bids_open_after_the_deadline_and_are_then_seen_by_the_agency_only(cast: Cast) -> None:
    tender = published_tender(cast)
    mine, theirs = bid_of(cast, tender), bid_of(cast, tender, rival=True)
    with pytest.raises(NotReady) as refusal:
        open_bids(tender, actor=cast.officer)
    assert refusal.value.code == "INV-7"
    assert tender.period_end is not None
    with time_machine.travel(tender.period_end, tick=False):
        with pytest.raises(NotAllowed):
            open_bids(tender, actor=cast.supervisor)
        opened = open_bids(tender, actor=cast.officer)
        assert (opened.status, opened.number_of_tenderers) == ("opened", 2)
        with pytest.raises(Conflict):
            open_bids(tender, actor=cast.officer)
        for reader in (cast.officer, cast.leader, cast.auditor):
            assert set(Bid.objects.visible_to(reader)) == {mine, theirs}
        assert list(Bid.objects.visible_to(cast.rival_bidder)) == [theirs]
        assert not Bid.objects.visible_to(cast.supervisor).exists()
        assert not Bid.objects.visible_to(cast.operator).exists()
    entry = Entry.objects.get(event="tender:opened")
    assert len(entry.data["bids"]) == 2


def test_evaluation_needs_a_score_or_a_reason_and_explains_low_prices(cast: Cast) -> None:
    tender = published_tender(cast)
    bid = bid_of(cast, tender, amount="400000.00")
    with pytest.raises(Hidden):
        evaluate_bid(bid, actor=cast.outsider, status="valid", score=Decimal(1))
    with pytest.raises(NotReady):
        evaluate_bid(bid, actor=cast.officer, status="valid", score=Decimal(1))
    assert tender.period_end is not None
    with time_machine.travel(tender.period_end, tick=False):
        open_bids(tender, actor=cast.officer)
        with pytest.raises(Invalid) as refusal:
            evaluate_bid(bid, actor=cast.officer, status="valid")
        assert set(refusal.value.fields) == {"score", "is_price_explained"}
        with pytest.raises(Invalid):
            evaluate_bid(bid, actor=cast.officer, status="disqualified", reason=" ")
        done = evaluate_bid(
            bid, actor=cast.officer, status="valid", score=Decimal(80), is_price_explained=True
        )
    assert (done.status, done.evaluated_by) == ("valid", cast.officer)
    assert last_event().event == "bid:evaluated"


def test_the_award_goes_to_a_valid_bid_by_somebody_else_with_reasons(cast: Cast) -> None:
    tender, winning, losing = evaluated_tender(cast)
    with pytest.raises(NotAllowed):
        award_tender(tender, actor=cast.officer, bid=winning, reasons="Best.")
    with pytest.raises(Invalid):
        award_tender(tender, actor=cast.leader, bid=winning, reasons="")
    award = award_tender(tender, actor=cast.leader, bid=winning, reasons="Highest score.")
    assert (award.supplier, award.value) == (cast.contractor, winning.amount)
    assert last_event().event == "award:decided"
    assert Decision.objects.get(event="award:decided").point == "M3"
    with pytest.raises(Conflict):
        award_tender(tender, actor=cast.leader, bid=losing, reasons="Also good.")
    assert list(Award.objects.visible_to(cast.bid_manager)) == [award]
    assert not Award.objects.visible_to(cast.rival_bidder).exists()
    assert not may(cast.rival_bidder, Right.VIEW, tender.project)


@pytest.mark.parametrize(("field", "code"), [("tender", "SOD-1"), ("bid", "SOD-4")])
def test_neither_drafter_nor_evaluator_awards(cast: Cast, field: str, code: str) -> None:
    tender, winning, _losing = evaluated_tender(cast)
    if field == "tender":
        Tender.objects.filter(pk=tender.pk).update(created_by=cast.leader)
    else:
        Bid.objects.filter(pk=winning.pk).update(evaluated_by=cast.leader)
    with pytest.raises(NotAllowed) as refusal:
        award_tender(tender, actor=cast.leader, bid=winning, reasons="Best.")
    assert refusal.value.code == code


def test_no_award_to_a_debarred_disqualified_or_foreign_bid(cast: Cast) -> None:
    tender, winning, losing = evaluated_tender(cast)
    Bid.objects.filter(pk=losing.pk).update(status="disqualified")
    with pytest.raises(Invalid):
        award_tender(tender, actor=cast.leader, bid=losing, reasons="Cheaper.")
    Bid.objects.filter(pk=losing.pk).update(status="pending")
    with pytest.raises(NotReady):
        award_tender(tender, actor=cast.leader, bid=winning, reasons="Best.")
    Bid.objects.filter(pk=losing.pk).update(status="valid")
    debarred(cast.contractor, by=cast.leader)
    with pytest.raises(NotAllowed) as refusal:
        award_tender(tender, actor=cast.leader, bid=winning, reasons="Best.")
    assert refusal.value.code == "V-DEBAR"


def test_an_award_without_contract_can_be_taken_back_and_given_anew(cast: Cast) -> None:
    tender, winning, losing = evaluated_tender(cast)
    award = award_tender(tender, actor=cast.leader, bid=winning, reasons="Best.")
    with pytest.raises(NotAllowed):
        cancel_award(award, actor=cast.officer, reasons="Withdrew.")
    cancel_award(award, actor=cast.leader, reasons="The winner withdrew.")
    assert last_event().event == "award:cancelled"
    again = award_tender(tender, actor=cast.leader, bid=losing, reasons="Second.")
    assert again.supplier == cast.rival


def test_a_tender_is_cancelled_with_reasons_and_its_bids_stay_sealed(cast: Cast) -> None:
    tender = published_tender(cast)
    bid_of(cast, tender)
    with pytest.raises(NotAllowed):
        cancel_tender(tender, actor=cast.officer, reasons="No money.")
    with pytest.raises(Invalid):
        cancel_tender(tender, actor=cast.leader, reasons="")
    assert cancel_tender(tender, actor=cast.leader, reasons="No money.").status == "cancelled"
    assert last_event().event == "tender:cancelled"
    assert not Bid.objects.visible_to(cast.leader).exists()
    with pytest.raises(NotReady):
        bid_of(cast, tender, rival=True)
