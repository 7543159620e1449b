"""Award a tender."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict, Invalid, NotReady
from projects.concurrency import locked
from projects.decisions import log_decision
from projects.duties import require_another
from projects.events import announce
from projects.rights import Right
from projects.selection.models import Award, Bid, Tender
from projects.selection.standing import refuse_adviser, refuse_debarred, refuse_tied
from projects.selection.terms import refuse_wrong


@action
def award_tender(
    tender: Tender,
    *,
    actor: User,
    bid: Bid,
    reasons: str,
    expected_version: int | None = None,
) -> Award:
    """Holders of M3 award to a valid bid; neither drafter nor evaluator decides (SOD-1, SOD-4).

    Every bid must be evaluated and the winner not be debarred. Recorded as `award:decided`.
    """
    tender = locked(tender, expected_version=expected_version)
    mandate = access.require(actor, Right.M3, tender)
    bids = list(tender.bids.select_related("bidder").exclude(status=Bid.Status.WITHDRAWN))
    require_another(actor, [tender.created_by_id])
    require_another(actor, [one.evaluated_by_id for one in bids], code="SOD-4")
    if tender.status == Tender.Status.AWARDED:
        raise Conflict("TENDER-AWARDED", _("This tender has already been awarded."))
    if tender.status != Tender.Status.OPENED:
        raise NotReady("TENDER-NOT-OPENED", _("Open and evaluate the bids first."))
    if any(one.status == Bid.Status.PENDING for one in bids):
        raise NotReady("BIDS-NOT-EVALUATED", _("Every bid must be evaluated first."))
    winner = next(
        (one for one in bids if one.pk == bid.pk and one.status == Bid.Status.VALID), None
    )
    if winner is None:
        message = _("Choose one of the valid bids.")
        raise Invalid("AWARD-BID", message, fields={"bid": message})
    refuse_wrong("AWARD-REASONS", {"reasons": "" if reasons.strip() else _("Give the reasons.")})
    refuse_debarred(winner.bidder, timezone.localdate())
    refuse_adviser(winner.bidder, tender.project)
    refuse_tied(winner)
    award = _write(tender, winner, actor, reasons)
    log_decision(
        award,
        actor=actor,
        right=Right.M3,
        event="award:decided",
        mandate=mandate,
        about=tender,
        outcome="awarded",
        reasons=reasons,
    )
    record(
        "award:decided",
        award,
        actor=actor,
        point="M3",
        data={
            "tender": tender,
            "supplier": winner.bidder,
            "value": winner.amount,
            "currency": winner.currency,
            "score": winner.score,
            "reasons": reasons,
        },
    )
    announce(tender.project_id)
    return award


def _write(tender: Tender, winner: Bid, actor: User, reasons: str) -> Award:
    tender.status = Tender.Status.AWARDED
    tender.version += 1
    tender.save()
    return Award.objects.create(
        project=tender.project,
        tender=tender,
        bid=winner,
        supplier=winner.bidder,
        title=tender.title,
        value=winner.amount,
        currency=winner.currency,
        reasons=reasons,
        decided_by=actor,
        decided_at=timezone.now(),
    )
