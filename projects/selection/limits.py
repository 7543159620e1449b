"""Time and size limits of procurement, as one legal profile states them.

They are data of a profile, shown to people with the mark that nobody has verified them legally.
"""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Limits:
    """The limits of one jurisdiction."""

    code: str
    label: Promise
    bid_days: dict[str, int]
    fewest_bidders: int
    low_price_share: Decimal
    award_days: int
    signature_days: int
    is_verified: bool = False

    @property
    def mark(self) -> Promise | str:
        """What people are told beside each limit."""
        return "" if self.is_verified else _("not legally verified")


CN_GPL = Limits(
    code="CN-GPL",
    label=_("China, Government Procurement Law"),
    bid_days={"open": 20},
    fewest_bidders=3,
    low_price_share=Decimal("0.5"),
    award_days=5,
    signature_days=30,
)
PROFILE = CN_GPL
BIDDER_SEES_DAYS = 180  # how long after the deadline a bidder reads its own papers
