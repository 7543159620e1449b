"""Who may confirm what others report: the engaged supervisor, without one government itself."""

from django.utils.translation import gettext_lazy as _

from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import NotAllowed
from projects.models import Engagement, Project, ProjectScoped
from projects.rights import Holder, Right
from projects.roles import Capacity

SUPERVISOR_DECIDES = _("A supervisor is engaged; what is reported is confirmed by the supervisor.")


def supervisor_engaged(project: Project) -> bool:
    """Whether an independent supervisor takes part at this moment."""
    engaged = Engagement.objects.filter(project=project, capacity=Capacity.SUPERVISION.value)
    return bool(engaged.in_force().exists())


def may_verify(user: access.Viewer, project: Project) -> bool:
    """Whether `user` may confirm progress and quantities in `project`."""
    mandate = access.may(user, Right.S2, project)
    if not mandate:
        return False
    return mandate.holder is not Holder.GOVERNMENT or not supervisor_engaged(project)


def require_verifier(actor: User, thing: ProjectScoped) -> access.Decision:
    """The supervisor's mandate to inspect (S2), or government's where nobody is engaged.

    Raises:
        NotAllowed: for everybody else; `SOD-5` for government beside an engaged supervisor.

    """
    mandate = access.require(actor, Right.S2, thing)
    if mandate.holder is Holder.GOVERNMENT and supervisor_engaged(thing.project):
        raise NotAllowed(
            "SOD-5", SUPERVISOR_DECIDES, helper=_("Ask the supervisor engaged for this project.")
        )
    return mandate
