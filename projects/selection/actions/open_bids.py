"""Open the bids of a tender."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict, NotReady
from projects.concurrency import locked
from projects.events import announce
from projects.rights import Right
from projects.selection.models import Bid, Tender


@action
def open_bids(tender: Tender, *, actor: User, expected_version: int | None = None) -> Tender:
    """Holders of `edit_selection` open all bids at once, after the deadline.

    The record lists who bid, when, and each digest. Recorded as `tender:opened`.
    """
    tender = locked(tender, expected_version=expected_version)
    access.require(actor, Right.EDIT_SELECTION, tender)
    if tender.opened_at is not None:
        raise Conflict("TENDER-OPENED", _("The bids are already open."))
    if tender.status != Tender.Status.PUBLISHED or tender.period_end is None:
        raise NotReady("TENDER-NOT-OPEN", _("This tender is not published."))
    now = timezone.now()
    if now < tender.period_end:
        raise NotReady(
            "INV-7",
            _("Bids stay sealed for everybody until the deadline."),
            helper=_("Come back after %(moment)s.")
            % {"moment": timezone.localtime(tender.period_end).strftime("%Y-%m-%d %H:%M")},
        )
    bids = list(tender.bids.filter(status=Bid.Status.PENDING).select_related("bidder"))
    tender.status, tender.opened_at = Tender.Status.OPENED, now
    tender.number_of_tenderers = len({bid.bidder_id for bid in bids})
    tender.version += 1
    tender.save()
    record(
        "tender:opened",
        tender,
        actor=actor,
        data={
            "bids": [
                {"bidder": bid.bidder, "received": bid.submitted_at, "sha256": bid.digest}
                for bid in bids
            ]
        },
    )
    announce(tender.project_id)
    return tender
