"""What waits for people because of audit reviews."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from audit.reviews.models import AuditFinding, Review
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Text
from projects.models import Project
from projects.rights import Right
from projects.work import Task, most_urgent, provides_tasks


@provides_tasks
def finding_tasks(user: User, project: Project | None) -> Iterator[Task]:
    """Findings to answer; drafts to finish and answers to judge; reviews to close."""
    scope = access.scope_of(user)
    seen = AuditFinding.objects.visible_to(user).filter(review__closed_at__isnull=True)
    findings = _within(seen.select_related("project"), project)
    mine = list(scope.organisations)
    audited = Project.objects.where(Right.AUDIT, user).order_by().values("pk")
    waiting = findings.filter(status__in=["issued", "returned"], addressee__in=mine)
    for right, condition in (
        (Right.EDIT_PROJECT, {"addressee__kind": "government"}),
        (Right.RESPOND, {"addressee__kind": "contractor"}),
    ):
        answerable = Project.objects.where(right, user).order_by().values("pk")
        for finding in most_urgent(waiting.filter(project__in=answerable, **condition), "due"):
            yield _task(_("Answer the audit finding %(finding)s"), finding)
    for finding in most_urgent(
        findings.filter(
            status__in=["draft", "answered"], organisation__in=mine, project__in=audited
        ),
        "due",
    ):
        is_draft = finding.status == AuditFinding.Status.DRAFT
        yield _task(
            _("Finish the draft %(finding)s") if is_draft else _("Judge the answer to %(finding)s"),
            finding,
        )


@provides_tasks
def review_tasks(user: User, project: Project | None) -> Iterator[Task]:
    """Open reviews of one's own, due with the end of the engagement."""
    scope = access.scope_of(user)
    audited = Project.objects.where(Right.AUDIT, user).order_by().values("pk")
    reviews = Review.objects.visible_to(user).filter(
        closed_at__isnull=True,
        engagement__organisation__in=list(scope.organisations),
        project__in=audited,
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


def _within(rows: QuerySet, project: Project | None) -> QuerySet:
    return rows if project is None else rows.filter(project=project)


def _task(title: Text, finding: AuditFinding) -> Task:
    return Task(
        title=str(title) % {"finding": str(finding)},
        url=finding.get_absolute_url(),
        project=finding.project,
        due=finding.due,
    )
