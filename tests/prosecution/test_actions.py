"""Every breach is heard and ends with a decision by somebody else; ratings too."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from audit.log.models import Entry
from contractors.models import Rating
from egov_outsource.errors import Conflict, Hidden, Invalid, NotAllowed, NotReady
from projects.models import Decision
from projects.prosecution.actions.add_obligation import add_obligation
from projects.prosecution.actions.comment_rating import comment_rating
from projects.prosecution.actions.decide_remedy import decide_remedy
from projects.prosecution.actions.finalise_rating import finalise_rating
from projects.prosecution.actions.open_breach import open_breach
from projects.prosecution.actions.respond_breach import respond_breach
from projects.prosecution.actions.settle_obligation import settle_obligation
from projects.prosecution.actions.waive_obligation import waive_obligation
from projects.prosecution.models import Breach, Obligation
from projects.roles import Capacity
from tests.build.projects import Cast, engaged
from tests.build.prosecution import breach, obligation, rating


def events(subject: Any) -> list[str]:
    entries = Entry.objects.about(subject).exclude(event="attempt:refused")
    return list(entries.order_by("id").values_list("event", flat=True))


def test_a_breach_goes_from_notice_over_answer_to_remedy(cast: Cast) -> None:
    found = breach(cast)
    respond_breach(found, actor=cast.project_manager, response="Disk failure, replaced")
    remedy = decide_remedy(
        found, actor=cast.leader, kind="service_credit", amount=Decimal(5000), reasons="clause 9"
    )
    found.refresh_from_db()
    assert found.status == "decided"
    assert events(found) == ["breach:opened", "breach:noticed", "breach:answered"]
    assert events(remedy) == ["breach:decided"]
    assert Decision.objects.get(point="X4").outcome == "service_credit"


def test_nobody_is_judged_unheard(cast: Cast) -> None:
    unnoticed = breach(cast, noticed=False)
    with pytest.raises(NotReady, match="BREACH-HEARING"):
        decide_remedy(unnoticed, actor=cast.leader, kind="waiver", reasons="x")


def test_silence_until_the_cure_date_is_an_answer_too(cast: Cast) -> None:
    found = breach(cast)
    with pytest.raises(NotReady, match="BREACH-HEARING"):
        decide_remedy(found, actor=cast.leader, kind="waiver", reasons="x")
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        decide_remedy(found, actor=cast.leader, kind="waiver", reasons="first time")


def test_who_opens_a_breach_does_not_decide_it(cast: Cast) -> None:
    found = breach(cast)
    respond_breach(found, actor=cast.project_manager, response="sorry")
    Breach.objects.filter(pk=found.pk).update(opened_by=cast.leader)
    with pytest.raises(NotAllowed, match="SOD-1"):
        decide_remedy(found, actor=cast.leader, kind="waiver", reasons="x")


@pytest.mark.parametrize("who", ["officer", "project_manager", "supervisor", "auditor"])
def test_only_leaders_decide_remedies(cast: Cast, who: str) -> None:
    found = breach(cast)
    respond_breach(found, actor=cast.project_manager, response="sorry")
    with pytest.raises(NotAllowed):
        decide_remedy(found, actor=cast.people()[who], kind="waiver", reasons="x")


@pytest.mark.parametrize("who", ["rival_manager", "other_leader", "expired_auditor"])
def test_strangers_see_no_breach(cast: Cast, who: str) -> None:
    found = breach(cast)
    actor = cast.people()[who]
    assert not Breach.objects.visible_to(actor).exists()
    with pytest.raises(Hidden):
        respond_breach(found, actor=actor, response="x")


@pytest.mark.parametrize(("kind", "amount"), [("damages", None), ("waiver", Decimal(1))])
def test_amounts_belong_to_remedies_of_money(cast: Cast, kind: str, amount: Decimal | None) -> None:
    found = breach(cast)
    respond_breach(found, actor=cast.project_manager, response="sorry")
    with pytest.raises(Invalid, match="REMEDY-AMOUNT"):
        decide_remedy(found, actor=cast.leader, kind=kind, amount=amount, reasons="x")


def test_a_second_breach_waits_for_the_first_to_be_decided(cast: Cast) -> None:
    found = breach(cast)
    with pytest.raises(Conflict, match="BREACH-OPEN"):
        open_breach(
            found.obligation,
            actor=cast.officer,
            text="again",
            discovered_on=timezone.localdate(),
        )


def test_an_obligation_is_met_late_or_waived_by_somebody_else(cast: Cast) -> None:
    late = settle_obligation(obligation(cast), actor=cast.officer, met_on=timezone.localdate())
    assert late.status == Obligation.Status.LATE
    with pytest.raises(Conflict):
        settle_obligation(late, actor=cast.officer, met_on=timezone.localdate())
    other = obligation(cast)
    with pytest.raises(NotAllowed):
        waive_obligation(other, actor=cast.officer, reasons="x")
    waived = waive_obligation(other, actor=cast.leader, reasons="no longer needed")
    assert events(waived) == ["obligation:added", "obligation:waived"]


def test_only_parties_of_the_project_can_owe(cast: Cast) -> None:
    with pytest.raises(Invalid, match="OBLIGATION-PARTY"):
        add_obligation(
            cast.project,
            actor=cast.officer,
            party=cast.rival,
            title="x",
            due=timezone.localdate(),
        )


def test_a_ledger_does_not_tell_who_bids(cast: Cast) -> None:
    engaged(cast.project, cast.rival, Capacity.BIDDER, by=cast.officer)
    with pytest.raises(Invalid, match="OBLIGATION-PARTY"):
        add_obligation(
            cast.project,
            actor=cast.officer,
            party=cast.rival,
            title="x",
            due=timezone.localdate(),
        )


def test_a_rating_is_commented_and_finalised_by_somebody_else(cast: Cast) -> None:
    rated = rating(cast)
    with pytest.raises(NotReady, match="RATING-HEARING"):
        finalise_rating(rated, actor=cast.leader, reasons="x")
    comment_rating(rated, actor=cast.project_manager, comment="We did better")
    with pytest.raises(NotAllowed):
        finalise_rating(rated, actor=cast.officer, reasons="x")
    final = finalise_rating(rated, actor=cast.authority_leader, reasons="stands")
    assert final.status == Rating.Status.FINAL
    assert events(final) == ["rating:opened", "rating:commented", "rating:finalised"]


def test_a_rating_is_seen_by_its_contractor_and_not_by_a_rival(cast: Cast) -> None:
    rated = rating(cast)
    assert Rating.objects.visible_to(cast.project_manager).get() == rated
    assert not Rating.objects.visible_to(cast.rival_manager).exists()
    with pytest.raises(Hidden):
        comment_rating(rated, actor=cast.rival_manager, comment="theirs")
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        with pytest.raises(NotReady, match="RATING-COMMENT"):
            comment_rating(rated, actor=cast.project_manager, comment="too late")
        finalise_rating(rated, actor=cast.leader, reasons="no comment came")
