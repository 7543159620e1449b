"""Who may bid for a firm, what a bid's digest says, and how a refusal stays sealed."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import rfc8785
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egov_outsource.accounts.models import Membership, Organisation, User
from egov_outsource.errors import NotAllowed, NotReady, Refusal
from projects.actions.appoint_engagement import engage
from projects.grants import derive_project_grants
from projects.models import Engagement
from projects.roles import Capacity
from projects.selection.limits import BIDDER_SEES_DAYS
from projects.selection.models import Bid, Tender

BIDDING_ROLES = (Membership.Role.BID_MANAGER, Membership.Role.LEGAL_REPRESENTATIVE)


def firms_of(user: User) -> list[Organisation]:
    """The contractors for which `user` may bid now."""
    memberships = Membership.objects.in_force().filter(user=user, role__in=BIDDING_ROLES)
    return list(
        Organisation.objects.filter(
            pk__in=memberships.values("organisation"), kind=Organisation.Kind.CONTRACTOR
        )
    )


def require_bidding(actor: User) -> None:
    """Refuse whoever may not bind any firm."""
    if not firms_of(actor):
        raise _not_a_bidder()


def _not_a_bidder() -> NotAllowed:
    return NotAllowed(
        "BID-ROLE",
        _("Bids are submitted by a contractor's bid manager or legal representative."),
        helper=_("Ask the administrator of your organisation for this role."),
    )


def require_bidder(actor: User, firm: Organisation) -> None:
    """Refuse whoever may not bind the firm."""
    if firm not in firms_of(actor):
        raise _not_a_bidder()


def require_open(tender: Tender) -> None:
    """Refuse outside the bidding period, by the platform's clock."""
    now = timezone.now()
    if tender.status != Tender.Status.PUBLISHED or tender.period_start is None:
        raise NotReady("TENDER-NOT-OPEN", _("This tender does not take bids."))
    if now < tender.period_start:
        raise NotReady("BID-EARLY", _("Bids can be submitted from the beginning of the period."))
    if tender.period_end is None or now >= tender.period_end:
        raise NotReady(
            "BID-LATE",
            _("The deadline has passed by the platform's clock; no bid is taken or changed."),
            helper=_("The procuring agency can publish a new tender."),
        )


def digest_of(tender: Tender, bidder: Organisation, offer: dict[str, Any], at: datetime) -> str:
    """SHA-256 of the canonical offer, in hex: the bidder can recompute it from the receipt."""
    return hashlib.sha256(rfc8785.dumps(sealed_content(tender, bidder, offer, at))).hexdigest()


def sealed_content(
    tender: Tender, bidder: Organisation, offer: dict[str, Any], at: datetime
) -> dict[str, Any]:
    """What the digest covers."""
    return {
        "tender": tender.pk,
        "bidder": bidder.pk,
        "amount": f"{Decimal(offer['amount']):.2f}",
        "currency": offer["currency"],
        "summary": offer["summary"],
        "received": at.astimezone(UTC).isoformat(),
    }


def receipt(bid: Bid) -> dict[str, Any]:
    """What the bidder keeps: the offer as received and its digest."""
    assert bid.submitted_at is not None  # noqa: S101 - bids given here always have a time
    offer = {"amount": bid.amount, "currency": bid.currency, "summary": bid.summary}
    return {
        "receipt": bid.pk,
        "content": sealed_content(bid.tender, bid.bidder, offer, bid.submitted_at),
        "canonical_form": "RFC 8785",
        "sha256": bid.digest,
    }


def engage_bidder(tender: Tender, bidder: Organisation, *, actor: User) -> None:
    """Let the firm read its own papers until some time after the deadline."""
    assert tender.period_end is not None  # noqa: S101 - the tender is open
    ends = tender.period_end + timedelta(days=BIDDER_SEES_DAYS)
    held = Engagement.objects.filter(
        project=tender.project,
        organisation=bidder,
        capacity=Capacity.BIDDER.value,
        ended_at__isnull=True,
    ).first()
    if held is None:
        engage(
            tender.project,
            actor=actor,
            organisation=bidder,
            capacity=Capacity.BIDDER,
            purpose=str(tender)[:300],
            basis=str(_("bid")),
            valid_from=timezone.now(),
            valid_to=ends,
        )
    elif held.valid_to < ends:
        held.valid_to = ends
        held.save(update_fields=["valid_to"])
        derive_project_grants(tender.project)


@contextmanager
def under_seal() -> Iterator[None]:
    """A refusal inside says who tried to bid: it stays out of the project's trail."""
    try:
        yield
    except Refusal as refusal:
        refusal.is_sealed = True
        raise
