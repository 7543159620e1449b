"""What waits for people because access is to be reviewed."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.entitlements.models import REVIEW_EVERY, REVIEWERS, AccessReport
from egov_outsource.accounts.models import Membership, User
from projects.models import Project
from projects.work import Task, provides_tasks


@provides_tasks
def review_tasks(user: User, project: Project | None) -> Iterator[Task]:
    """Open reports of the agencies whose access the person reviews, in their last third."""
    if project is not None:
        return
    mine = Membership.objects.in_force().filter(user=user, role__in=REVIEWERS)
    soon = timezone.now() - REVIEW_EVERY * 2 / 3
    reports = AccessReport.objects.visible_to(user).waiting().defer("rows", "tokens")
    for report in reports.filter(
        agency__in=mine.values("organisation_id"), opened_at__lt=soon
    ).select_related("agency"):
        yield Task(
            title=str(_("Review who holds access in %(agency)s") % {"agency": report.agency.label}),
            url=report.get_absolute_url(),
            project=None,
            due=report.due,
        )
