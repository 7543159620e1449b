"""Confirm that a condition of acceptance is met."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict, Invalid
from projects.acceptance.models import Condition, Deliverable
from projects.concurrency import locked
from projects.events import announce
from projects.rights import Right


@action
def confirm_condition(
    condition: Condition, *, actor: User, met_on: date, expected_version: int | None = None
) -> Condition:
    """Officers of the owner confirm that a condition is met; the last one completes acceptance.

    Recorded as `condition:met`.
    """
    condition = locked(condition, expected_version=expected_version)
    access.require(actor, Right.EDIT_ACCEPTANCE, condition)
    if condition.met_on is not None:
        raise Conflict("CONDITION-MET", _("This condition is already confirmed."))
    decided_on = timezone.localdate(condition.decision.decided_at)
    if not decided_on <= met_on <= timezone.localdate():
        raise Invalid(
            "CONDITION-DATE",
            _("A condition is met after the decision and not in the future."),
            fields={"met_on": _("Choose a date between the decision and today.")},
        )
    condition.met_on, condition.confirmed_by = met_on, actor
    condition.version += 1
    condition.save(update_fields=["met_on", "confirmed_by", "version"])
    if not condition.decision.conditions.filter(met_on__isnull=True).exists():
        deliverable = locked(condition.decision.submission.deliverable)
        deliverable.status = Deliverable.Status.ACCEPTED
        deliverable.version += 1
        deliverable.save(update_fields=["status", "version"])
    record(
        "condition:met",
        condition,
        actor=actor,
        data={"met_on": met_on, "late": met_on > condition.due},
    )
    announce(condition.project_id)
    return condition
