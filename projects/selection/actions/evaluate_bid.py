"""Evaluate an opened bid."""

from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import NotReady, Text
from projects.concurrency import locked
from projects.events import announce
from projects.parts import Part, require_single_part
from projects.rights import Right
from projects.selection.limits import PROFILE
from projects.selection.models import Bid, Tender
from projects.selection.standing import refuse_bidders_people, refuse_tied
from projects.selection.terms import refuse_wrong

HIGHEST = 100
OUTCOMES = {Bid.Status.VALID.value, Bid.Status.DISQUALIFIED.value}


@action
def evaluate_bid(
    bid: Bid,
    *,
    actor: User,
    status: str,
    score: Decimal | None = None,
    reason: str = "",
    is_price_explained: bool = False,
) -> Bid:
    """Holders of `edit_selection` find an opened bid valid, with a score, or disqualify it.

    Nobody who served a bidder during three years (SOD-4); bids tied to each other are not valid
    (SOD-3). A disqualification needs a reason, a suspiciously low price an accepted explanation.
    Recorded as `bid:evaluated`.
    """
    tender = locked(bid.tender)
    bid = locked(bid)
    access.require(actor, Right.EDIT_SELECTION, bid)
    if tender.status != Tender.Status.OPENED or bid.status == Bid.Status.WITHDRAWN:
        raise NotReady(
            "BID-NOT-OPEN", _("Bids are evaluated between opening and award, unless withdrawn.")
        )
    require_single_part(actor, tender.project, Part.EVALUATOR)
    refuse_bidders_people(actor, tender)
    if status == Bid.Status.VALID:
        refuse_tied(bid)
    _check(bid, tender, status, score, reason, explained=is_price_explained)
    bid.status, bid.status_reason = status, reason
    bid.score = score if status == Bid.Status.VALID else None
    bid.is_price_explained = is_price_explained
    bid.evaluated_by, bid.evaluated_at = actor, timezone.now()
    bid.save()
    record(
        "bid:evaluated",
        bid,
        actor=actor,
        data={
            "tender": tender,
            "status": status,
            "score": bid.score,
            "reason": reason,
            "is_price_explained": is_price_explained,
        },
    )
    announce(bid.project_id)
    return bid


def is_price_low(bid: Bid, tender: Tender) -> bool:
    """Whether the price lies so far below the ceiling that it must be explained."""
    if bid.amount is None or tender.value is None:
        return False
    return bid.amount < tender.value * PROFILE.low_price_share


def _check(
    bid: Bid, tender: Tender, status: str, score: Decimal | None, reason: str, *, explained: bool
) -> None:
    wrong: dict[str, Text] = {}
    if status not in OUTCOMES:
        wrong["status"] = _("Choose valid or disqualified.")
    elif status == Bid.Status.DISQUALIFIED and not reason.strip():
        wrong["reason"] = _("Give the reason; the bidder will read it.")
    elif status == Bid.Status.VALID:
        if score is None or not score.is_finite() or not 0 <= score <= HIGHEST:
            wrong["score"] = _("Give a score from 0 to 100.")
        if is_price_low(bid, tender) and not explained:
            wrong["is_price_explained"] = _(
                "This price lies below %(share)s %% of the ceiling (%(profile)s, %(mark)s):"
                " accept the bidder's explanation or disqualify."
            ) % {
                "share": int(PROFILE.low_price_share * 100),
                "profile": PROFILE.code,
                "mark": PROFILE.mark,
            }
    refuse_wrong("BID-EVALUATION", wrong)
