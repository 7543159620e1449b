"""The risk register: entered, reviewed, treated, accepted by somebody else, closed (SOD-1)."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from audit.log.models import Entry
from egov_outsource.errors import Conflict, Hidden, Invalid, NotAllowed, NotReady, Stale
from projects.work import tasks_for
from risk.actions.accept_risk import accept_risk
from risk.actions.add_risk import add_risk
from risk.actions.change_risk import change_risk
from risk.actions.close_risk import close_risk
from risk.actions.complete_measure import complete_measure
from risk.actions.reopen_risk import reopen_risk
from risk.actions.review_risk import review_risk
from risk.actions.treat_risk import treat_risk
from risk.models import RiskAcceptance, RiskEntry, RiskReview
from risk.register.levels import STEPS, least_of, level_of
from risk.register.reading import cells, matching, matrix
from risk.tasks import remind_reviews_due
from tests.build import replies, supervision
from tests.build.projects import Cast

pytestmark = pytest.mark.django_db
Status = RiskEntry.Status


def ahead(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def entries(event: str) -> int:
    return Entry.objects.filter(event=event).count()


def test_every_place_of_the_matrix_has_one_level() -> None:
    products = {one * other for one in STEPS for other in STEPS}
    for product in products:
        codes = [
            code
            for code in ("low", "elevated", "high", "critical")
            if least_of(code)[0] <= product <= least_of(code)[1]
        ]
        assert len(codes) == 1
    assert level_of(1, 1).code == "low"
    assert level_of(5, 5).code == "critical"
    assert level_of(2, 5).product == 10


def test_an_officer_enters_a_risk_with_its_first_review(cast: Cast) -> None:
    entry = replies.entered(cast)
    assert (entry.number, entry.status, entry.level.product) == (1, Status.OPEN, 20)
    assert entry.reviews.count() == 1
    assert entries("risk:entered") == 1
    assert replies.entered(cast).number == 2


def test_what_is_written_must_make_sense(cast: Cast) -> None:
    foreign = supervision.issued_finding(cast)
    wrong = {
        "title": replies.scenario(cast, title=" "),
        "codes": replies.scenario(cast, codes=["Z-99"]),
        "owner": replies.scenario(cast, owner=cast.project_manager),
    }
    for name, scenario in wrong.items():
        with pytest.raises(Invalid) as refused:
            replies.entered(cast, scenario=scenario)
        assert name in refused.value.fields
    for more in ({"likelihood": 6}, {"impact": 0}, {"review_on": ahead(-1)}):
        with pytest.raises(Invalid):
            replies.entered(cast, **more)
    linked = replies.entered(cast, scenario=replies.scenario(cast, finding=foreign))
    assert linked.finding == foreign
    with pytest.raises(IntegrityError), transaction.atomic():
        RiskEntry.objects.filter(pk=linked.pk).update(likelihood=6)


def test_who_does_not_keep_risks_does_not_enter_one(cast: Cast) -> None:
    project, facts = cast.project, {"likelihood": 1, "impact": 1, "review_on": ahead(3)}
    for person in (cast.finance, cast.project_manager, cast.supervisor, cast.auditor):
        with pytest.raises(NotAllowed):
            add_risk(project, actor=person, scenario=replies.scenario(cast), **facts)
    with pytest.raises(Hidden):
        add_risk(project, actor=cast.other_officer, scenario=replies.scenario(cast), **facts)


def test_a_correction_of_something_stale_is_refused(cast: Cast) -> None:
    entry = replies.entered(cast)
    new = replies.scenario(cast, title="The only two administrators leave")
    change_risk(entry, actor=cast.security, scenario=new, expected_version=1)
    entry.refresh_from_db()
    assert entry.title == new["title"]
    assert entries("risk:changed") == 1
    with pytest.raises(Stale):
        change_risk(entry, actor=cast.officer, scenario=new, expected_version=1)


def test_reviews_keep_the_history_and_the_first_level(cast: Cast) -> None:
    entry = replies.entered(cast)
    review_risk(entry, actor=cast.security, likelihood=2, impact=4, review_on=ahead(60))
    entry.refresh_from_db()
    assert (entry.level.product, entry.first_level.product) == (8, 20)
    assert [str(one) for one in RiskReview.objects.order_by("pk")] == ["4×5", "2×4"]
    assert entries("risk:reviewed") == 1
    with pytest.raises(Invalid):
        review_risk(entry, actor=cast.security, likelihood=2, impact=4, review_on=ahead(-1))


def test_a_risk_is_treated_when_every_measure_is_done(cast: Cast) -> None:
    entry = replies.entered(cast)
    with pytest.raises(NotReady) as none:
        treat_risk(entry, actor=cast.officer, likelihood=1, impact=3)
    measure = replies.planned(cast, entry)
    with pytest.raises(NotReady):
        treat_risk(entry, actor=cast.officer, likelihood=1, impact=3)
    with pytest.raises(NotAllowed):
        complete_measure(measure, actor=cast.finance, note="x")
    complete_measure(measure, actor=cast.second_officer, note="Two deputies trained.")
    with pytest.raises(Conflict):
        complete_measure(measure, actor=cast.officer, note="again")
    treat_risk(entry, actor=cast.officer, likelihood=1, impact=3)
    entry.refresh_from_db()
    assert (entry.status, entry.level.product) == (Status.TREATED, 3)
    assert none.value.code == "RISK-MEASURES"
    done = ("risk:measure_planned", "risk:measure_done", "risk:treated")
    assert [entries(event) for event in done] == [1, 1, 1]


def test_neither_owner_nor_author_accepts_a_risk(cast: Cast) -> None:
    """SOD-1, in the action and in the database."""
    owned = replies.entered(cast, scenario=replies.scenario(cast, owner=cast.leader))
    with pytest.raises(NotAllowed) as refused:
        accept_risk(owned, actor=cast.leader, reasons="x", until=ahead(30))
    assert refused.value.code == "SOD-1"
    with pytest.raises(NotAllowed):
        accept_risk(owned, actor=cast.officer, reasons="x", until=ahead(30))
    facts = {"likelihood": 4, "impact": 5, "review_on": ahead(30)}
    entered = add_risk(cast.project, actor=cast.leader, scenario=replies.scenario(cast), **facts)
    with pytest.raises(NotAllowed) as refused:
        accept_risk(entered, actor=cast.leader, reasons="x", until=ahead(30))
    assert refused.value.code == "SOD-1"
    acceptance = accept_risk(
        owned, actor=cast.authority_leader, reasons="Cheaper to live with.", until=ahead(30)
    )
    owned.refresh_from_db()
    assert owned.status == Status.ACCEPTED
    assert owned.review_on == ahead(30)
    assert entries("risk:accepted") == 1
    rows = RiskAcceptance.objects.filter(pk=acceptance.pk)
    for name in ("owner", "entered_by"):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(accepted_by=getattr(owned, name))


def test_an_acceptance_has_reasons_and_an_end(cast: Cast) -> None:
    entry = replies.entered(cast)
    for days, reasons in ((0, "x"), (367, "x"), (30, " ")):
        with pytest.raises(Invalid):
            accept_risk(entry, actor=cast.leader, reasons=reasons, until=ahead(days))


def test_an_accepted_risk_that_became_graver_is_open_again(cast: Cast) -> None:
    entry = replies.entered(cast, likelihood=2, impact=2)
    accept_risk(entry, actor=cast.leader, reasons="Small.", until=ahead(60))
    new = replies.scenario(cast)
    with pytest.raises(NotReady):
        change_risk(entry, actor=cast.officer, scenario=new)
    review_risk(entry, actor=cast.officer, likelihood=4, impact=2, review_on=ahead(20))
    entry.refresh_from_db()
    assert entry.status == Status.OPEN


def test_closing_and_opening_again_give_reasons(cast: Cast) -> None:
    entry = replies.entered(cast)
    close_risk(entry, actor=cast.officer, reasons="The system is retired.")
    with pytest.raises(NotReady):
        review_risk(entry, actor=cast.officer, likelihood=1, impact=1, review_on=ahead(3))
    reopen_risk(entry, actor=cast.officer, reasons="It is not.", review_on=ahead(10))
    entry.refresh_from_db()
    assert (entry.status, entry.review_on) == (Status.OPEN, ahead(10))
    assert (entries("risk:closed"), entries("risk:reopened")) == (1, 1)


def test_owners_are_reminded_once_by_letter_and_in_their_work(
    cast: Cast, django_capture_on_commit_callbacks: object
) -> None:
    entry = replies.entered(cast)
    measure = replies.planned(cast, entry)
    assert remind_reviews_due() == 0
    with time_machine.travel(timezone.now() + timedelta(days=30)):
        with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
            assert remind_reviews_due() == 1
        assert remind_reviews_due() == 0
        titles = [str(task.title) for task in tasks_for(cast.security)]
        assert any(entry.title in title for title in titles)
        assert any(measure.text in str(task.title) for task in tasks_for(cast.second_officer))
    (letter,) = [one for one in mail.outbox if cast.security.email in one.to]
    assert entry.title in letter.body
    assert entries("risk:reviews_reminded") == 1


def test_the_register_is_searched_and_counted_in_the_matrix(cast: Cast) -> None:
    high = replies.entered(cast)
    low = replies.entered(cast, likelihood=1, impact=2)
    rows = RiskEntry.objects.visible_to(cast.officer)
    assert list(matching(rows, {"level": "critical"})) == [high]
    assert list(matching(rows, {"place": "12"})) == [low]
    assert list(matching(rows, {"indicator": "S-01"})) == []
    assert matching(rows, {"q": "administrator", "status": "open"}).count() == 2
    assert matching(rows, {"due": True}).count() == 0
    counts = cells(rows)
    assert counts == {(4, 5): 1, (1, 2): 1}
    assert matrix(counts)[1][2][4][2] == 1
    assert not RiskEntry.objects.visible_to(cast.project_manager).exists()
