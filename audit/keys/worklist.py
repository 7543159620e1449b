"""What waits for operators because another one proposed a new key of the log."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from audit.log.models import KeyChange
from egov_outsource.accounts.models import User
from egov_outsource.jobs.reach import is_operator
from projects.models import Project
from projects.work import Task, provides_tasks


@provides_tasks
def key_tasks(user: User, project: Project | None) -> Iterator[Task]:
    """Changes that somebody else proposed, for operators; they concern no project."""
    if project is not None or not is_operator(user):
        return
    proposed = KeyChange.objects.filter(state=KeyChange.State.PROPOSED)
    for change in proposed.exclude(proposed_by=user):
        words = {"tree": change.get_tree_display(), "reason": change.reason}
        yield Task(
            title=_("Approve or drop the change of the log's key (%(tree)s): %(reason)s") % words,
            url=f"{reverse('audit:log')}#key-change-{change.pk}",
        )
