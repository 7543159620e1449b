"""Take back a proposed transfer."""

from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict
from projects.concurrency import locked
from projects.events import announce
from projects.models import OwnershipTransfer
from projects.rights import Right


@action
def withdraw_transfer(transfer: OwnershipTransfer, *, actor: User) -> OwnershipTransfer:
    """Leaders of the owner withdraw what is not decided yet. Recorded as `transfer:withdrawn`."""
    transfer = locked(transfer)
    access.require(actor, Right.PROPOSE_TRANSFER, transfer)
    if transfer.status != OwnershipTransfer.Status.PROPOSED:
        raise Conflict("TRANSFER-DECIDED", _("This transfer is already decided."))
    transfer.status = OwnershipTransfer.Status.WITHDRAWN
    transfer.save(update_fields=["status"])
    record("transfer:withdrawn", transfer, actor=actor)
    announce(transfer.project_id)
    return transfer
