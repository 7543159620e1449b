"""All measures at once over the same holdings."""

from dataclasses import dataclass

from egov_outsource import access
from risk.portfolio.asked import Asked
from risk.portfolio.gather import gather
from risk.portfolio.holdings import Holdings
from risk.portfolio.measure import Found, Measure
from risk.portfolio.registry import MEASURES


@dataclass(frozen=True, slots=True)
class Overview:
    """The holdings, and what every measure found in them."""

    holdings: Holdings
    found: dict[str, Found]

    def of(self, measure: Measure) -> Found:
        """What one measure found."""
        return self.found[measure.code]


def overview(user: access.Viewer, asked: Asked) -> Overview:
    """What all measures say of what `user` may see."""
    parts = frozenset().union(*(measure.parts for measure in MEASURES))
    holdings = gather(user, asked, parts)
    return Overview(holdings, {one.code: one.compute(holdings) for one in MEASURES})


def measured(user: access.Viewer, asked: Asked, measure: Measure) -> tuple[Holdings, Found]:
    """What one measure says, reading only what it needs."""
    holdings = gather(user, asked, measure.parts)
    return holdings, measure.compute(holdings)
