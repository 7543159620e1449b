"""Submit a sealed bid."""

from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource.accounts.models import Organisation, User
from egov_outsource.errors import Conflict, Hidden, Text
from projects.concurrency import locked
from projects.selection.bidding import (
    digest_of,
    engage_bidder,
    require_bidder,
    require_open,
    under_seal,
)
from projects.selection.models import Bid, Tender
from projects.selection.standing import refuse_adviser, refuse_debarred
from projects.selection.terms import currency_problem, money_problem, refuse_wrong


@action
def submit_bid(
    tender: Tender,
    *,
    actor: User,
    bidder: Organisation,
    amount: Decimal,
    currency: str,
    summary: str = "",
    replace: bool = False,
) -> Bid:
    """A contractor's bid manager or legal representative bids before the deadline.

    Debarred firms and advisers of the project are refused (V-DEBAR, SOD-2). With `replace` an
    earlier bid is withdrawn. The bidder is engaged so that it sees its own bid. Recorded as
    `bid:submitted`, under seal; nothing is announced, for the number of bids is secret too.
    """
    tender = locked(tender)
    if not Tender.objects.visible_to(actor).filter(pk=tender.pk).exists():
        raise Hidden("HIDDEN", _("There is nothing here that you can see."))
    with under_seal():
        require_bidder(actor, bidder)
        require_open(tender)
        refuse_debarred(bidder, timezone.localdate())
        refuse_adviser(bidder, tender.project)
        _check_offer(tender, amount, currency)
        _make_room(tender, bidder, replace=replace)
    at = timezone.now()
    offer = {"amount": amount, "currency": currency, "summary": summary}
    bid = Bid.objects.create(
        project=tender.project,
        tender=tender,
        bidder=bidder,
        submitted_by=actor,
        submitted_at=at,
        digest=digest_of(tender, bidder, offer, at),
        amount=amount,
        currency=currency,
        summary=summary,
    )
    engage_bidder(tender, bidder, actor=actor)
    record(
        "bid:submitted",
        bid,
        actor=actor,
        organisation=bidder,
        data={"tender": tender, "sha256": bid.digest, "replaces_earlier": replace},
    )
    return bid


def _check_offer(tender: Tender, amount: Decimal, currency: str) -> None:
    wrong: dict[str, Text] = {
        "amount": money_problem(amount),
        "currency": currency_problem(currency),
    }
    if not wrong["currency"] and currency != tender.currency:
        wrong["currency"] = _("This tender asks for prices in %(currency)s.") % {
            "currency": tender.currency
        }
    refuse_wrong("BID-OFFER", wrong)


def _make_room(tender: Tender, bidder: Organisation, *, replace: bool) -> None:
    live = Bid.objects.filter(tender=tender, bidder=bidder, status=Bid.Status.PENDING)
    if not live.exists():
        return
    if not replace:
        raise Conflict(
            "BID-TWICE",
            _("Your organisation has already submitted a bid for this tender."),
            helper=_("Withdraw it, or choose to replace it with this one."),
        )
    live.update(status=Bid.Status.WITHDRAWN, status_reason=str(_("Replaced by a newer bid.")))
