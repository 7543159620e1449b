"""Add a requirement."""

from collections.abc import Mapping
from typing import Any

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from projects.concurrency import locked
from projects.events import announce
from projects.models import Project
from projects.planning.models import Requirement
from projects.planning.requirements import check_requirement, next_number, require_free
from projects.rights import Right


@action
def add_requirement(project: Project, *, actor: User, facts: Mapping[str, Any]) -> Requirement:
    """Officers of the owner add a requirement; it is outside the baseline until P2 sets it again.

    Without a number it gets the next one. Recorded as `requirement:added`.
    """
    project = locked(project)
    access.require(actor, Right.EDIT_PLANNING, project)
    given = check_requirement(facts)
    number = given.setdefault("number", "") or next_number(project)
    require_free(project, [number])
    given["number"] = number
    given["author_organisation"] = given.get("author_organisation") or project.owner
    requirement = Requirement.objects.create(project=project, created_by=actor, **given)
    record("requirement:added", requirement, actor=actor, data=given)
    announce(project.pk)
    return requirement
