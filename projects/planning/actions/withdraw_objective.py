"""Withdraw an objective."""

from django.utils import timezone

from audit.log.action import action
from audit.log.record import record
from egov_outsource.accounts.models import User
from projects.concurrency import locked
from projects.events import announce
from projects.planning.items import open_plan
from projects.planning.models import Objective
from projects.planning.objectives import require_standing
from projects.rights import Right
from projects.texts import require_text


@action
def withdraw_objective(
    objective: Objective, *, actor: User, reasons: str, expected_version: int | None = None
) -> Objective:
    """Officers of the owner withdraw an objective while the plan is open; it stays readable.

    Recorded as `objective:withdrawn`.
    """
    project, _mandate = open_plan(objective.project, actor, Right.EDIT_PLANNING)
    objective = locked(objective, expected_version=expected_version)
    require_standing(objective)
    objective.withdrawal_reason = require_text(reasons, "reasons", most=1000)
    objective.withdrawn_at = timezone.now()
    objective.version += 1
    objective.save()
    record(
        "objective:withdrawn",
        objective,
        actor=actor,
        data={"reasons": objective.withdrawal_reason},
    )
    announce(project.pk)
    return objective
