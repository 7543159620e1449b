"""What somebody may know of a bid's result: the bidder only when the tender is settled."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise

from projects.selection.models import Bid


@dataclass(frozen=True)
class Result:
    """Status, score and reason, as far as they may be shown."""

    status: str
    label: str | Promise
    score: Decimal | None
    reason: str
    is_known: bool


def shown_result(bid: Bid, *, sees_all: bool) -> Result:
    """The result of `bid`; before the award its own bidder reads that it was submitted."""
    withdrawn = bid.status == Bid.Status.WITHDRAWN
    if sees_all or withdrawn or bid.tender.is_settled:
        return Result(
            bid.status, bid.get_status_display(), bid.score, bid.status_reason, is_known=True
        )
    pending = Bid.Status.PENDING
    return Result(pending.value, pending.label, None, "", is_known=False)
