"""Change an objective, or note what was reached."""

from collections.abc import Mapping
from typing import Any

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from projects.concurrency import locked
from projects.events import announce
from projects.planning.items import open_plan
from projects.planning.models import Objective
from projects.planning.objectives import check_objective, require_standing
from projects.rights import Right


@action
def change_objective(
    objective: Objective,
    *,
    actor: User,
    facts: Mapping[str, Any],
    expected_version: int | None = None,
) -> Objective:
    """Officers of the owner change an objective; after G1 only its measured value.

    Recorded as `objective:changed` with old and new values.
    """
    project = objective.project
    objective = locked(objective, expected_version=expected_version)
    access.require(actor, Right.EDIT_PLANNING, project)
    require_standing(objective)
    given = check_objective(facts, objective)
    old = {name: getattr(objective, name) for name in given}
    changed = {n: {"old": old[n], "new": v} for n, v in given.items() if old[n] != v}
    if changed.keys() - {"actual"}:
        open_plan(project, actor, Right.EDIT_PLANNING)
    for name, value in given.items():
        setattr(objective, name, value)
    objective.version += 1
    objective.save()
    record("objective:changed", objective, actor=actor, data=changed)
    announce(project.pk)
    return objective
