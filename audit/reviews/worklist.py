"""What waits for people because of audit reviews, by its deadline."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from audit.reviews.deadlines import OWING_REPORT
from audit.reviews.models import AuditFinding, Question, Review, Sample, SampleItem
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Text
from projects.models import Project
from projects.rights import Right
from projects.work import Task, most_urgent, provides_tasks

# who answers for whom
SPEAKERS = (
    (Right.EDIT_PROJECT, {"addressee__kind": "government"}),
    (Right.RESPOND, {"addressee__kind": "contractor"}),
)


@provides_tasks
def finding_tasks(user: User, project: Project | None) -> Iterator[Task]:
    """Findings to answer and measures to report; drafts to finish, answers and reports to judge."""
    findings = _open(AuditFinding, user, project)
    for finding in _addressed(findings.filter(status__in=["issued", "returned"]), user, "due"):
        yield _task(_("Answer the audit finding %(thing)s"), finding, finding.due)
    for finding in _addressed(findings.filter(OWING_REPORT), user, "measure_due"):
        title = _("Report the elimination of %(thing)s")
        yield _task(title, finding, finding.measure_due)
    titles: dict[str, Text] = {
        "draft": _("Finish the draft %(thing)s"),
        "answered": _("Judge the answer to %(thing)s"),
        "reported": _("Judge the elimination report of %(thing)s"),
    }
    own = _own(findings.filter(status__in=titles), user)
    for finding in most_urgent(own.exclude(OWING_REPORT), "due"):
        yield _task(titles[finding.status], finding, finding.due)


@provides_tasks
def question_tasks(user: User, project: Project | None) -> Iterator[Task]:
    """Questions to answer; drafts to ask."""
    questions = _open(Question, user, project)
    for question in _addressed(questions.filter(status="asked"), user, "due"):
        yield _task(_("Answer the audit question %(thing)s"), question, question.due)
    for question in most_urgent(_own(questions.filter(status="draft"), user), "due"):
        yield _task(_("Ask the drafted question %(thing)s"), question, question.due)


@provides_tasks
def review_tasks(user: User, project: Project | None) -> Iterator[Task]:
    """Open reviews of one's own and samples to test, due with the end of the engagement."""
    scope = access.scope_of(user)
    mine = list(scope.organisations)
    reviews = Review.objects.visible_to(user).filter(
        closed_at__isnull=True,
        engagement__organisation__in=mine,
        project__in=_audited(user),
    )
    for review in most_urgent(
        _within(reviews.select_related("engagement", "project"), project), "engagement__valid_to"
    ):
        yield Task(
            title=_("Carry out and close the audit %(review)s") % {"review": review.title},
            url=review.get_absolute_url(),
            project=review.project,
            due=review.engagement.valid_to.date(),
        )
    pending = SampleItem.objects.visible_to(user).filter(status=SampleItem.Status.PENDING)
    samples = Sample.objects.visible_to(user).filter(
        pk__in=pending.order_by().values("sample"),
        review__closed_at__isnull=True,
        project__in=_audited(user),
    )
    for sample in most_urgent(
        _within(samples.select_related("review__engagement", "project"), project), "drawn_at"
    ):
        yield Task(
            title=_("Test the records of sample %(sample)s") % {"sample": sample.purpose},
            url=sample.get_absolute_url(),
            project=sample.project,
            due=sample.review.engagement.valid_to.date(),
        )


def _open(noun: Any, user: User, project: Project | None) -> Any:
    seen = noun.objects.visible_to(user).filter(review__closed_at__isnull=True)
    return _within(seen.select_related("project"), project)


def _within(rows: QuerySet, project: Project | None) -> QuerySet:
    return rows if project is None else rows.filter(project=project)


def _audited(user: User) -> Any:
    return Project.objects.where(Right.AUDIT, user).order_by().values("pk")


def _own(rows: Any, user: User) -> Any:
    mine = list(access.scope_of(user).organisations)
    return rows.filter(organisation__in=mine, project__in=_audited(user))


def _addressed(rows: Any, user: User, order: str) -> Iterator[Any]:
    """Those that the person can answer for its organisation."""
    mine = rows.filter(addressee__in=list(access.scope_of(user).organisations))
    for right, condition in SPEAKERS:
        answerable = Project.objects.where(right, user).order_by().values("pk")
        yield from most_urgent(mine.filter(project__in=answerable, **condition), order)


def _task(title: Text, thing: AuditFinding | Question, due: Any) -> Task:
    return Task(
        title=str(title) % {"thing": thing.name},
        url=thing.get_absolute_url(),
        project=thing.project,
        due=due,
    )
