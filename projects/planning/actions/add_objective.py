"""State an objective."""

from collections.abc import Mapping
from typing import Any

from audit.log.action import action
from audit.log.record import record
from egov_outsource.accounts.models import User
from projects.events import announce
from projects.models import Project
from projects.planning.items import open_plan
from projects.planning.models import Objective
from projects.planning.objectives import check_objective
from projects.rights import Right


@action
def add_objective(project: Project, *, actor: User, facts: Mapping[str, Any]) -> Objective:
    """Officers of the owner state an objective while the plan is open.

    Recorded as `objective:added`.
    """
    project, _mandate = open_plan(project, actor, Right.EDIT_PLANNING)
    given = check_objective(facts)
    objective = Objective.objects.create(project=project, **given)
    record("objective:added", objective, actor=actor, data=given)
    announce(project.pk)
    return objective
