"""The right of reply: who is told of what, who answers, who responds (SOD-12)."""

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from audit.log.models import Entry
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict, Hidden, Invalid, NotAllowed
from projects.roles import Capacity
from projects.supervision.models import Milestone
from risk.actions.answer_score import answer_score
from risk.actions.respond_answer import respond_answer
from risk.answers.concerning import ABOUT_CONTRACTOR, ABOUT_ONE_FIRM, concerns
from risk.answers.scores import band_after
from risk.answers.telling import tell_contractors
from risk.indicators import BY_CODE
from risk.models import RiskResult, ScoreAnswer, ScoreNotice
from risk.scoring import DEFAULT_MODEL
from tests.build import evidence, prosecution, replies
from tests.build.projects import Cast, engaged

pytestmark = pytest.mark.django_db


def entries(event: str) -> int:
    return Entry.objects.filter(event=event).count()


def test_only_scores_about_a_contractors_own_work_concern_it() -> None:
    assert set(BY_CODE) >= ABOUT_CONTRACTOR | ABOUT_ONE_FIRM
    assert concerns("S-01")
    assert concerns("M-24")
    assert not concerns("M-24", firms=2)
    decided_by_others = ("S-06", "S-07", "S-08", "S-09", "S-10", "S-21", "A-01", "X-09", "X-10")
    tell_of_bidders = ("M-08", "M-10", "M-12", "M-18", "M-19", "P-03")
    assert not any(concerns(code) for code in (*decided_by_others, *tell_of_bidders))


def test_a_band_changes_slowly_at_its_border() -> None:
    bands = [(-1, 41.0, 2), (1, 41.0, 1), (1, 43.1, 2), (2, 38.0, 2), (2, None, -1)]
    for before, score, after in bands:
        assert band_after(before, score, DEFAULT_MODEL) == after
    stricter = replace(DEFAULT_MODEL, band_edges=(10.0, 20.0, 30.0, 40.0))
    assert band_after(-1, 41.0, stricter) == 4


def test_the_contractor_is_told_once_with_a_letter_and_one_entry(cast: Cast) -> None:
    notice = replies.told(cast)
    assert notice.organisation == cast.contractor
    assert notice.reason == ScoreNotice.Reason.FIRST
    assert notice.answer_by == timezone.localdate() + timedelta(days=14)
    assert {one.code for one in ScoreNotice.objects.all()} <= ABOUT_CONTRACTOR | ABOUT_ONE_FIRM
    assert entries("risk:contractor_told") == 1
    tell_contractors([cast.project.pk], actor=User.objects.system())
    assert entries("risk:contractor_told") == 1
    assert ScoreNotice.objects.filter(code="S-04").count() == 1


def test_letters_go_to_who_may_answer(
    cast: Cast, django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        replies.told(cast)
    receivers = {address for letter in mail.outbox for address in letter.to}
    assert cast.project_manager.email in receivers
    assert cast.engineer.email not in receivers
    assert cast.rival_manager.email not in receivers
    letter = next(one for one in mail.outbox if cast.project_manager.email in one.to)
    assert "S-04" in letter.body
    assert cast.rival.name not in letter.body


def test_a_worse_band_begins_a_period_and_a_better_score_follows(cast: Cast) -> None:
    project = replies.under_way(cast, missed=1, kept=9)
    replies.computed(project)
    first = ScoreNotice.objects.get(code="S-04")
    Milestone.objects.filter(project=project).update(met_on=None)
    replies.computed(project)
    second = ScoreNotice.objects.get(code="S-04", number=2)
    assert second.reason == ScoreNotice.Reason.WORSE
    assert second.told_band > first.told_band
    Milestone.objects.filter(project=project).update(met_on=timezone.localdate())
    replies.computed(project)
    second.refresh_from_db()
    assert ScoreNotice.objects.filter(code="S-04").count() == 2
    assert second.score is not None
    assert second.score <= second.told_score


def test_who_holds_no_contract_is_not_told(cast: Cast) -> None:
    engaged(cast.project, cast.rival, Capacity.CONTRACTOR, by=cast.leader)
    replies.told(cast)
    assert not ScoreNotice.objects.filter(organisation=cast.rival).exists()


def test_the_contractor_answers_and_corrects_by_new_versions(cast: Cast) -> None:
    notice = replies.told(cast)
    before = RiskResult.objects.get(pk=cast.project.pk)
    file = evidence.document(cast.project, cast.project_manager, "weather report")
    answer = answer_score(notice, actor=cast.project_manager, text="Flood.", evidence=[file])
    again = answer_score(notice, actor=cast.project_manager, text="Flood in May.")
    assert (answer.number, again.number) == (1, 2)
    assert not again.is_late
    assert list(answer.evidence.all()) == [file]
    assert entries("risk:score_answered") == 2
    assert RiskResult.objects.get(pk=cast.project.pk).score == before.score
    with pytest.raises(IntegrityError), transaction.atomic():
        ScoreAnswer.objects.filter(pk=answer.pk).update(text="Never said.")


def test_the_fourteenth_day_is_in_time_and_a_later_answer_is_taken_and_marked(cast: Cast) -> None:
    notice, now = replies.told(cast), timezone.now()
    for days, is_late in ((14, False), (15, True)):
        with time_machine.travel(now + timedelta(days=days)):
            assert replies.answered(cast, notice).is_late is is_late


def test_nobody_else_answers(cast: Cast) -> None:
    notice = replies.told(cast)
    for person in (cast.officer, cast.supervisor, cast.engineer):
        with pytest.raises(NotAllowed):
            answer_score(notice, actor=person, text="x")
    with pytest.raises(Hidden):
        answer_score(notice, actor=cast.rival_manager, text="x")
    engaged(cast.project, cast.rival, Capacity.CONTRACTOR, by=cast.leader)
    with pytest.raises(NotAllowed) as refused:
        answer_score(notice, actor=cast.rival_manager, text="x")
    assert refused.value.code == "INV-3"
    assert not ScoreAnswer.objects.exists()


def test_an_answer_has_words_and_files_of_its_own(cast: Cast) -> None:
    notice = replies.told(cast)
    memo = evidence.document(cast.project, cast.officer, "internal memo")
    with pytest.raises(Invalid) as empty:
        answer_score(notice, actor=cast.project_manager, text="  ")
    with pytest.raises(Invalid) as foreign:
        answer_score(notice, actor=cast.project_manager, text="x", evidence=[memo])
    assert "text" in empty.value.fields
    assert "evidence" in foreign.value.fields


def test_an_officer_responds_once_to_the_newest_version(cast: Cast) -> None:
    old = replies.answered(cast)
    new = answer_score(old.notice, actor=cast.project_manager, text="Better said.")
    with pytest.raises(Conflict) as corrected:
        respond_answer(old, actor=cast.officer, outcome="accepted", response="x")
    with pytest.raises(Invalid):
        respond_answer(new, actor=cast.officer, outcome="accepted", response=" ")
    respond_answer(new, actor=cast.officer, outcome="accepted", response="The due date moves.")
    new.refresh_from_db()
    assert (new.outcome, new.responded_by) == ("accepted", cast.officer)
    assert entries("risk:answer_responded") == 1
    with pytest.raises(Conflict) as twice:
        respond_answer(new, actor=cast.officer, outcome="rejected", response="x")
    assert corrected.value.code == "ANSWER-CORRECTED"
    assert twice.value.code == "ANSWER-RESPONDED"


def test_who_wrote_the_facts_down_does_not_respond(cast: Cast) -> None:
    """SOD-12."""
    answer = replies.answered(cast)
    ScoreNotice.objects.filter(pk=answer.notice_id).update(code="M-24")
    prosecution.rating(cast)
    answer.refresh_from_db()
    with pytest.raises(NotAllowed) as refused:
        respond_answer(answer, actor=cast.officer, outcome="rejected", response="x")
    assert refused.value.code == "SOD-12"
    respond_answer(answer, actor=cast.second_officer, outcome="rejected", response="No flood.")


def test_contractor_and_third_parties_do_not_respond(cast: Cast) -> None:
    answer = replies.answered(cast)
    for person in (cast.project_manager, cast.supervisor, cast.finance):
        with pytest.raises(NotAllowed):
            respond_answer(answer, actor=person, outcome="accepted", response="x")
