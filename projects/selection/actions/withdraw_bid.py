"""Withdraw a sealed bid."""

from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict, NotAllowed
from projects.concurrency import locked
from projects.rights import Right
from projects.selection.bidding import require_open, under_seal
from projects.selection.models import Bid


@action
def withdraw_bid(bid: Bid, *, actor: User, reason: str = "") -> Bid:
    """The bidder withdraws its bid before the deadline; it may submit another.

    Recorded as `bid:withdrawn`, under seal.
    """
    tender = locked(bid.tender)
    bid = locked(bid)
    with under_seal():
        mandate = access.require(actor, Right.BID, bid)
        if mandate.organisation_id != bid.bidder_id:
            raise NotAllowed("BID-NOT-YOURS", _("Only the bidder withdraws a bid."))
        require_open(tender)
        if bid.status != Bid.Status.PENDING:
            raise Conflict("BID-WITHDRAWN", _("This bid is already withdrawn."))
    bid.status, bid.status_reason = Bid.Status.WITHDRAWN, reason
    bid.save(update_fields=["status", "status_reason"])
    record(
        "bid:withdrawn",
        bid,
        actor=actor,
        organisation=bid.bidder,
        data={"tender": tender, "reason": reason},
    )
    return bid
