"""Take the trail of a project out of the platform."""

from typing import Any

from audit.log.action import action
from audit.log.models import Entry, EntryQuerySet
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from projects.rights import Right


@action
def export_trail(project: Any, *, actor: User, asked: dict[str, str]) -> EntryQuerySet:
    """Those who see the trail export its entries; what was asked for is recorded.

    Recorded as `trail:exported`. Returns the entries of the project that the actor sees.
    """
    access.require(actor, Right.VIEW_TRAIL, project)
    record("trail:exported", project, actor=actor, project=project, data={"asked": asked})
    return Entry.objects.visible_to(actor).filter(project_id=project.pk)
