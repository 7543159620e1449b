"""Withdraw a requirement."""

from django.utils import timezone

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from projects.concurrency import locked
from projects.events import announce
from projects.planning.models import Requirement
from projects.planning.requirements import (
    decide_baseline_change,
    require_standing,
    right_to_change,
)
from projects.texts import require_text


@action
def withdraw_requirement(
    requirement: Requirement, *, actor: User, reasons: str, expected_version: int | None = None
) -> Requirement:
    """Officers of the owner withdraw a requirement; in the baseline only holders of P2 may.

    It stays readable. Recorded as `requirement:withdrawn`; exercises P2 if in the baseline.
    """
    requirement = locked(requirement, expected_version=expected_version)
    is_decision = requirement.baselined_at is not None
    mandate = access.require(actor, right_to_change(requirement), requirement.project)
    require_standing(requirement)
    requirement.withdrawal_reason = require_text(reasons, "reasons", most=1000)
    requirement.withdrawn_at = timezone.now()
    requirement.version += 1
    requirement.save()
    if is_decision:
        decide_baseline_change(
            requirement,
            actor=actor,
            mandate=mandate,
            event="requirement:withdrawn",
            reasons=requirement.withdrawal_reason,
        )
    record(
        "requirement:withdrawn",
        requirement,
        actor=actor,
        point="P2" if is_decision else "",
        data={"reasons": requirement.withdrawal_reason},
    )
    announce(requirement.project_id)
    return requirement
