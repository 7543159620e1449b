"""Note when a change was really implemented."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict
from projects.concurrency import locked
from projects.events import announce
from projects.rights import Right
from projects.selection.terms import refuse_wrong
from projects.supervision.figures import beginning_of
from projects.supervision.models import ChangeRequest
from projects.supervision.parties import past_day_problem, require_any


@action
def mark_change_implemented(
    change: ChangeRequest, *, actor: User, implemented_on: date, expected_version: int | None = None
) -> ChangeRequest:
    """Officers, supervisors and assessors note the day on which it was found to be there.

    A change that was implemented without or before its approval is not refused: it is noted as
    what it is, a bypass of change control. Recorded as `change:implemented`.
    """
    change = locked(change, expected_version=expected_version)
    require_any(actor, (Right.INSPECT, Right.EDIT_SUPERVISION), change)
    if change.implemented_on is not None:
        raise Conflict("CHANGE-IMPLEMENTED", _("The day is already noted."))
    starts = beginning_of(change.project, change.contract)
    refuse_wrong(
        "CHANGE-IMPLEMENTATION", {"implemented_on": past_day_problem(implemented_on, starts)}
    )
    change.implemented_on = implemented_on
    change.version += 1
    change.save()
    record(
        "change:implemented",
        change,
        actor=actor,
        data={
            "implemented_on": implemented_on,
            "status": change.status,
            "is_bypass": change.is_bypass,
        },
    )
    announce(change.project_id)
    return change
