"""Ask for a project's risk to be computed now."""

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from projects.events import announce
from projects.models import Project
from projects.rights import Right


@action
def request_recompute(project: Project, *, actor: User) -> Project:
    """Holders of the right to recompute risk have the project computed again.

    Recorded as `risk:recompute_requested`.
    """
    access.require(actor, Right.RECOMPUTE_RISK, project)
    record("risk:recompute_requested", project, actor=actor, project=project)
    announce(project.pk)
    return project
