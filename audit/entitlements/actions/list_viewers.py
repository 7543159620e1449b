"""Ask who can see a thing."""

from django.db.models import Model

from audit.entitlements.things import name_of
from audit.entitlements.viewers import Viewer, viewers_of
from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from projects.models import Project
from projects.rights import Right


@action
def list_viewers(
    project: Project, *, actor: User, thing: Model | None = None, is_export: bool = False
) -> list[Viewer]:
    """Who sees the project learns who else sees it, or a thing in it, among whom they may know.

    Nothing changes. Recorded as `access:listed`, for the list speaks about other people.
    """
    access.require(actor, Right.VIEW, project)
    viewers = viewers_of(project, thing, asker=actor)
    record(
        "access:listed",
        project,
        actor=actor,
        data={
            "thing": name_of(thing) if thing is not None else "",
            "people": len(viewers),
            "exported": is_export,
        },
    )
    return viewers
