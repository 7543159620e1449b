"""Take a proposed change back."""

from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict
from projects.concurrency import locked
from projects.events import announce
from projects.supervision.models import ChangeRequest
from projects.supervision.parties import require_member, require_proposer


@action
def withdraw_change(
    change: ChangeRequest, *, actor: User, reasons: str = "", expected_version: int | None = None
) -> ChangeRequest:
    """The organisation that proposed it takes it back while it is undecided.

    Recorded as `change:withdrawn`.
    """
    change = locked(change, expected_version=expected_version)
    require_proposer(actor, change.project, change.contract)
    require_member(actor, change.proposer_id)
    if not change.is_pending:
        raise Conflict("CHANGE-DECIDED", _("This change is already decided or withdrawn."))
    change.status = ChangeRequest.Status.WITHDRAWN
    change.version += 1
    change.save()
    record("change:withdrawn", change, actor=actor, data={"reasons": reasons})
    announce(change.project_id)
    return change
