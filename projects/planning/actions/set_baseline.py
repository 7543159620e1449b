"""Set the requirement baseline."""

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import NotReady
from projects.concurrency import locked
from projects.decisions import log_decision
from projects.duties import require_another
from projects.events import announce
from projects.models import Project
from projects.planning.models import Requirement
from projects.rights import Right


@action
def set_baseline(project: Project, *, actor: User, reasons: str = "") -> Project:
    """Holders of P2 take every standing requirement into the baseline, with its size.

    Never somebody who added one of the new ones (SOD-1). Those that are in already keep their
    date and size. Recorded as `requirement:baselined` on the project; exercises P2.
    """
    project = locked(project)
    mandate = access.require(actor, Right.P2, project)
    new = Requirement.objects.in_project(project).standing().filter(baselined_at__isnull=True)
    require_another(actor, new.order_by().values_list("created_by", flat=True).distinct())
    numbers = list(new.values_list("number", flat=True))
    if not numbers:
        raise NotReady(
            "BASELINE-EMPTY",
            _("There is no requirement that is not in the baseline already."),
            helper=_("Officers of the owner add requirements."),
        )
    new.update(baselined_at=timezone.now(), baselined_size=F("size"), version=F("version") + 1)
    log_decision(
        project,
        actor=actor,
        right=Right.P2,
        event="requirement:baselined",
        mandate=mandate,
        project=project,
        outcome=f"+{len(numbers)}",
        reasons=reasons,
    )
    record(
        "requirement:baselined",
        project,
        actor=actor,
        point="P2",
        data={"numbers": numbers, "reasons": reasons},
    )
    announce(project.pk)
    return project
