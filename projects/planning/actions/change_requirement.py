"""Change a requirement."""

from collections.abc import Mapping
from typing import Any

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from projects.concurrency import locked
from projects.events import announce
from projects.planning.models import Requirement
from projects.planning.requirements import (
    check_requirement,
    decide_baseline_change,
    require_free,
    require_standing,
    right_to_change,
)


@action
def change_requirement(
    requirement: Requirement,
    *,
    actor: User,
    facts: Mapping[str, Any],
    reasons: str = "",
    expected_version: int | None = None,
) -> Requirement:
    """Officers of the owner change a requirement; in the baseline only holders of P2 may.

    A change of the baseline needs reasons, and another person than the requirement's author
    (SOD-1). Recorded as `requirement:changed` with old and new values; exercises P2 if in the
    baseline.
    """
    requirement = locked(requirement, expected_version=expected_version)
    is_decision = requirement.baselined_at is not None
    mandate = access.require(actor, right_to_change(requirement), requirement.project)
    require_standing(requirement)
    given = check_requirement(facts, requirement)
    if given.get("number", requirement.number) != requirement.number:
        require_free(requirement.project, [given["number"]])
    old = {name: getattr(requirement, name) for name in given}
    for name, value in given.items():
        setattr(requirement, name, value)
    requirement.version += 1
    requirement.save()
    if is_decision:
        decide_baseline_change(
            requirement, actor=actor, mandate=mandate, event="requirement:changed", reasons=reasons
        )
    changed = {n: {"old": old[n], "new": v} for n, v in given.items() if old[n] != v}
    record(
        "requirement:changed",
        requirement,
        actor=actor,
        point="P2" if is_decision else "",
        data={"changed": changed, "reasons": reasons},
    )
    announce(requirement.project_id)
    return requirement
