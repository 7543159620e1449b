"""What risk expects of people."""

from collections.abc import Iterator

from django.db.models import Q

from egov_outsource import access
from egov_outsource.accounts.models import User
from projects.models import Project
from projects.rights import Right
from projects.work import Task, most_urgent, provides_tasks
from risk.models import RiskAlert


@provides_tasks
def alerts_to_see(user: User, project: Project | None) -> Iterator[Task]:
    """Alerts about the projects one is responsible for, or that nobody is, until seen."""
    rows = RiskAlert.objects.visible_to(user).unseen()
    rows = rows.filter(
        access.held(user, Right.KEEP_RISKS),
        Q(project__responsible_officer=user) | Q(project__responsible_officer__isnull=True),
        project__status=Project.Status.ACTIVE,
    )
    if project is not None:
        rows = rows.filter(project=project)
    for alert in most_urgent(rows.select_related("project__owner"), "-noted_at"):
        yield Task(title=alert.words, url=alert.get_absolute_url(), project=alert.project)
