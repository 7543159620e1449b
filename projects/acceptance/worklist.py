"""What acceptance expects of people."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from egov_outsource import access
from egov_outsource.accounts.models import User
from projects.acceptance.models import (
    Asset,
    Condition,
    CriterionCheck,
    Deliverable,
    Submission,
)
from projects.acceptance.ownership import FULL, VALID
from projects.models import Project
from projects.rights import Right
from projects.work import Task, most_urgent, provides_tasks

# a deliverable is handed in again only when the submission before was decided
WAITING = Q(deliverable__status=Deliverable.Status.SUBMITTED, decision__isnull=True)
NOTICE = timedelta(days=30)  # this long before a verification gets old somebody is asked


def _in(rows: Any, project: Project | None) -> Any:
    rows = rows.filter(project__status="active").select_related("project__owner")
    return rows.filter(project=project) if project else rows


def _counted(submissions: Any) -> Any:
    """With the number of criteria that are `wanted` and of those that are `checked`."""
    current = Q(checks__superseded_at__isnull=True)
    return submissions.annotate(
        wanted=Count("deliverable__criteria", distinct=True),
        checked=Count("checks", filter=current, distinct=True),
    )


@provides_tasks
def deliverables_due(user: User, project: Project | None) -> Iterator[Task]:
    """What one's own organisation must hand in."""
    mine = access.scope_of(user).projects.get(Right.SUBMIT, {})
    rows = Deliverable.objects.visible_to(user).filter(
        status__in=["awaited", "rejected"],
        organisation__in=access.scope_of(user).organisations,
        project__in=list(mine),
    )
    for row in most_urgent(_in(rows, project), "due"):
        title = _("Hand in %(deliverable)s") % {"deliverable": row}
        url = reverse("acceptance:deliverable", args=[row.pk])
        yield Task(title, url, row.project, row.due)


@provides_tasks
def submissions_to_check(user: User, project: Project | None) -> Iterator[Task]:
    """Submissions with criteria that nobody has checked, for testers."""
    rows = Submission.objects.visible_to(user).filter(
        WAITING, project__in=Project.objects.where(Right.TEST, user).values("pk")
    )
    unchecked = _counted(_in(rows, project)).filter(checked__lt=F("wanted"))
    for row in most_urgent(unchecked.select_related("deliverable")):
        title = _("Check %(submission)s") % {"submission": row}
        yield Task(title, reverse("acceptance:submission", args=[row.pk]), row.project)


@provides_tasks
def submissions_to_decide(user: User, project: Project | None) -> Iterator[Task]:
    """Submissions whose criteria are all checked, for those who accept."""
    rows = Submission.objects.visible_to(user).filter(
        WAITING, project__in=Project.objects.where(Right.A3, user).values("pk")
    )
    # whoever checked anything of it, even what was superseded, does not decide
    own = CriterionCheck.objects.filter(checked_by=user).values("submission")
    ready = _counted(_in(rows, project)).filter(checked__gte=F("wanted")).exclude(pk__in=own)
    for row in most_urgent(ready.select_related("deliverable")):
        title = _("Decide on %(submission)s") % {"submission": row}
        yield Task(title, reverse("acceptance:submission", args=[row.pk]), row.project)


@provides_tasks
def assets_to_verify(user: User, project: Project | None) -> Iterator[Task]:
    """Assets offered but never verified, and custody whose verification gets old."""
    tests = Project.objects.where(Right.TEST, user).values("pk")
    edits = Project.objects.where(Right.EDIT_ACCEPTANCE, user).values("pk")
    rows = Asset.objects.visible_to(user).standing().with_verification()
    old = Q(last_on__lt=timezone.localdate() - VALID + NOTICE)
    waiting = Q(last_on__isnull=True) & (Q(custody=FULL) | Q(offered_at__isnull=False))
    mine = rows.filter(Q(project__in=tests) | Q(project__in=edits)).filter(old | waiting)
    for row in most_urgent(_in(mine, project), "last_on"):
        title = _("Verify the custody of %(asset)s") % {"asset": row}
        due = row.last_on + VALID if row.last_on else None
        yield Task(title, reverse("acceptance:asset", args=[row.pk]), row.project, due)


@provides_tasks
def assets_to_take(user: User, project: Project | None) -> Iterator[Task]:
    """Assets whose verification is confirmed, for those who take custody."""
    rows: Any = Asset.objects.visible_to(user).standing().with_verification()
    mine = rows.filter(project__in=Project.objects.where(Right.A5, user).values("pk"))
    # whoever verified it does not decide
    waiting = mine.filter(is_required=True, last_result="confirmed", custody__lt=FULL)
    own = waiting.exclude(last_by=user.pk)
    for row in most_urgent(_in(own, project)):
        title = _("Take custody of %(asset)s") % {"asset": row}
        yield Task(title, reverse("acceptance:asset", args=[row.pk]), row.project)


@provides_tasks
def conditions_open(user: User, project: Project | None) -> Iterator[Task]:
    """Conditions to be confirmed by officers."""
    rows = Condition.objects.visible_to(user).filter(
        met_on__isnull=True,
        project__in=Project.objects.where(Right.EDIT_ACCEPTANCE, user).values("pk"),
    )
    for row in most_urgent(_in(rows, project), "due"):
        title = _("Confirm the condition: %(condition)s") % {"condition": row}
        yield Task(title, reverse("acceptance:confirm", args=[row.pk]), row.project, row.due)
