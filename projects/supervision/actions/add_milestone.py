"""Plan a milestone."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict
from projects.concurrency import locked
from projects.events import announce
from projects.models import Project
from projects.rights import Right
from projects.selection.models import Contract
from projects.supervision.milestones import check_milestone
from projects.supervision.models import Milestone


@action
def add_milestone(
    project: Project,
    *,
    actor: User,
    code: str,
    title: str,
    due: date,
    kind: str = Milestone.Kind.BUILD,
    weight: Decimal = Decimal(1),
    contract: Contract | None = None,
    note: str = "",
) -> Milestone:
    """Officers of the owner add a dated promise, of a contract or of their own plan.

    Recorded as `milestone:added`.
    """
    project = locked(project)
    access.require(actor, Right.EDIT_SUPERVISION, project)
    check_milestone(
        project, code=code, title=title, kind=kind, due=due, weight=weight, contract=contract
    )
    if Milestone.objects.filter(project=project, code=code.strip()).exists():
        raise Conflict(
            "MILESTONE-TWICE",
            _("This project already has a milestone with this code."),
            fields={"code": _("Choose another code.")},
        )
    milestone = Milestone.objects.create(
        project=project,
        contract=contract,
        code=code.strip(),
        title=title.strip(),
        kind=kind,
        due=due,
        weight=weight,
        note=note,
    )
    record(
        "milestone:added",
        milestone,
        actor=actor,
        data={"code": milestone.code, "due": due, "weight": weight, "contract": contract},
    )
    announce(project.pk)
    return milestone
