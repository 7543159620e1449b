"""Add a way to run the project to the comparison."""

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
from projects.selection.drafts import require_open_appraisal
from projects.selection.models import Alternative
from projects.selection.terms import money_problem, refuse_wrong


@action
def add_alternative(
    project: Project,
    *,
    actor: User,
    mode: str,
    title: str,
    description: str = "",
    whole_life_cost: Decimal | None = None,
) -> Alternative:
    """Holders of `edit_selection` add an alternative while no decision is proposed.

    Recorded as `alternative:added`.
    """
    project = locked(project)
    access.require(actor, Right.EDIT_SELECTION, project)
    require_open_appraisal(project)
    modes = {value for value in Project.Mode.values if value}
    refuse_wrong(
        "ALTERNATIVE-TERMS",
        {
            "mode": "" if mode in modes else _("Choose an operation mode."),
            "title": "" if title.strip() else _("This is needed."),
            "whole_life_cost": money_problem(whole_life_cost),
        },
    )
    if Alternative.objects.filter(project=project, title=title).exists():
        message = _("There is already an alternative with this title.")
        raise Conflict("ALTERNATIVE-TWICE", message, fields={"title": message})
    alternative = Alternative.objects.create(
        project=project,
        mode=mode,
        title=title,
        description=description,
        whole_life_cost=whole_life_cost,
        created_by=actor,
    )
    record(
        "alternative:added",
        alternative,
        actor=actor,
        data={"mode": mode, "whole_life_cost": whole_life_cost},
    )
    announce(project.pk)
    return alternative
