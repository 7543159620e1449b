"""The audited learn by letter what was announced, asked and found, and what they still owe."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.utils import timezone
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks

from audit.log.models import Entry
from audit.reviews.actions.answer_question import answer_question
from audit.reviews.actions.return_finding import return_finding
from audit.reviews.deadlines import owed
from audit.reviews.tasks import remind_deadlines_due
from egov_outsource.accounts.models import User
from projects.models import Project
from projects.work import tasks_for
from tests.build import reviews as build
from tests.build.projects import Cast

pytestmark = pytest.mark.django_db


def addressed() -> set[str]:
    return {address for letter in mail.outbox for address in letter.to}


def reminded(after: int, capture: DjangoCaptureOnCommitCallbacks) -> list[Any]:
    """The letters of the morning that is `after` days away."""
    mail.outbox.clear()
    with time_machine.travel(timezone.now() + timedelta(days=after)), capture(execute=True):
        remind_deadlines_due()
    return list(mail.outbox)


def test_each_step_is_told_to_those_who_answer_in_their_language_without_its_words(
    cast: Cast, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    User.objects.filter(pk=cast.officer.pk).update(language="zh-hans")
    with django_capture_on_commit_callbacks(execute=True):
        review = build.review(cast)
    assert cast.officer.email in addressed()
    assert cast.leader.email in addressed()
    assert not addressed() & {cast.auditor.email, cast.project_manager.email, cast.outsider.email}
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        question = build.asked(cast, review)
    assert cast.officer.email in addressed()
    assert cast.project_manager.email not in addressed()
    said = mail.outbox[0].body + mail.outbox[0].subject
    assert question.title not in said
    assert question.text not in said
    assert f"/audit-questions/{question.pk}/" in said or question.get_absolute_url() in said
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        finding = build.answered(cast, review, addressee=cast.contractor)
    assert cast.project_manager.email in addressed()
    assert cast.officer.email not in addressed()
    assert finding.title not in mail.outbox[0].subject + mail.outbox[0].body
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        return_finding(finding, actor=cast.auditor, reason="Not enough, says the secret file.")
    assert addressed() == {cast.project_manager.email, *addressed()}
    assert "secret" not in mail.outbox[0].body


def test_a_draft_is_told_to_nobody(
    cast: Cast, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    review = build.review(cast)
    with django_capture_on_commit_callbacks(execute=True):
        build.question(cast, review)
        build.draft(cast, review)
    assert not mail.outbox
    assert reminded(30, django_capture_on_commit_callbacks) == []


def test_deadlines_are_told_three_days_before_when_passed_and_weekly_once_a_day_at_most(
    cast: Cast, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    capture = django_capture_on_commit_callbacks
    question = build.asked(cast)  # due in 10 days
    assert reminded(6, capture) == []
    day = timezone.localdate() + timedelta(days=7)
    assert owed(day) == owed(day, cast.project) == [question]
    assert owed(day, Project(pk=0)) == []
    letters = reminded(7, capture)
    assert [letter.to for letter in letters].count([cast.officer.email]) == 1
    assert f"Q-{question.number}" in letters[0].body
    assert question.title not in letters[0].body
    assert reminded(7, capture) == []
    assert reminded(8, capture) == []
    assert "overdue" in reminded(11, capture)[0].body
    assert reminded(12, capture) == []
    assert reminded(18, capture)
    entries = Entry.objects.filter(event="review:reminded")
    assert entries.count() == 3
    assert entries.first().data == {"questions": [question.number], "findings": []}
    assert any("Q-" in str(task.title) for task in tasks_for(cast.officer))
    question.refresh_from_db()
    answer_question(question, actor=cast.officer, answer="The leader.")
    assert reminded(30, capture) == []


def test_a_promised_measure_is_asked_for_when_its_day_comes(
    cast: Cast, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    finding = build.answered(cast, addressee=cast.contractor)
    due = (finding.measure_due - timezone.localdate()).days
    assert reminded(due - 4, django_capture_on_commit_callbacks) == []
    letters = reminded(due - 3, django_capture_on_commit_callbacks)
    assert cast.project_manager.email in {to for letter in letters for to in letter.to}
    assert "report of the elimination" in letters[0].body
    build_report = build.reported(cast, finding.review, addressee=cast.contractor)
    assert build_report.reminded_on is None
