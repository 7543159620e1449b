"""What the plan expects of people: items to approve, items that came back."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from egov_outsource.accounts.models import User
from projects.models import Project
from projects.planning.models import PlanItem
from projects.rights import Right
from projects.work import Task, provides_tasks

MOST = 50


@provides_tasks
def plan_items(user: User, project: Project | None) -> Iterator[Task]:
    """Submitted items for those who approve and did not write them; returned ones for officers."""
    for right, status, sentence in (
        (Right.P1, PlanItem.Status.SUBMITTED, _("Approve the plan item “%(item)s”")),
        (Right.EDIT_PLANNING, PlanItem.Status.RETURNED, _("Revise the plan item “%(item)s”")),
    ):
        theirs = Project.objects.where(right, user).at_stage(Project.Stage.PLANNING)
        items = PlanItem.objects.visible_to(user).filter(status=status, project__in=theirs)
        if project is not None:
            items = items.in_project(project)
        if right is Right.P1:
            items = items.exclude(author=user)
        for item in items.select_related("project").order_by("-changed_at")[:MOST]:
            yield Task(
                title=sentence % {"item": item.label},
                url=item.get_absolute_url(),
                project=item.project,
            )
