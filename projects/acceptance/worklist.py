"""What acceptance expects of people."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from egov_outsource import access
from egov_outsource.accounts.models import User
from projects.acceptance.models import Condition, CriterionCheck, Deliverable, Submission
from projects.models import Project
from projects.rights import Right
from projects.work import Task, provides_tasks


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
    for row in _in(rows, project):
        title = _("Hand in %(deliverable)s") % {"deliverable": row}
        url = reverse("acceptance:deliverable", args=[row.pk])
        yield Task(title, url, row.project, row.due)


@provides_tasks
def submissions_to_check(user: User, project: Project | None) -> Iterator[Task]:
    """Submissions with criteria that nobody has checked, for testers."""
    rows = Submission.objects.visible_to(user).filter(
        decision__isnull=True, project__in=Project.objects.where(Right.TEST, user).values("pk")
    )
    unchecked = _counted(_in(rows, project)).filter(checked__lt=F("wanted"))
    for row in unchecked.select_related("deliverable"):
        title = _("Check %(submission)s") % {"submission": row}
        yield Task(title, reverse("acceptance:submission", args=[row.pk]), row.project)


@provides_tasks
def submissions_to_decide(user: User, project: Project | None) -> Iterator[Task]:
    """Submissions whose criteria are all checked, for those who accept."""
    rows = Submission.objects.visible_to(user).filter(
        decision__isnull=True, project__in=Project.objects.where(Right.A3, user).values("pk")
    )
    # whoever checked anything of it, even what was superseded, does not decide
    own = CriterionCheck.objects.filter(checked_by=user).values("submission")
    ready = _counted(_in(rows, project)).filter(checked__gte=F("wanted")).exclude(pk__in=own)
    for row in ready.select_related("deliverable"):
        title = _("Decide on %(submission)s") % {"submission": row}
        yield Task(title, reverse("acceptance:submission", args=[row.pk]), row.project)


@provides_tasks
def conditions_open(user: User, project: Project | None) -> Iterator[Task]:
    """Conditions to be confirmed by officers."""
    rows = Condition.objects.visible_to(user).filter(
        met_on__isnull=True,
        project__in=Project.objects.where(Right.EDIT_ACCEPTANCE, user).values("pk"),
    )
    for row in _in(rows, project):
        title = _("Confirm the condition: %(condition)s") % {"condition": row}
        yield Task(title, reverse("acceptance:confirm", args=[row.pk]), row.project, row.due)
