"""Supplier-shaped planning 规划受供应商主导度."""

from risk.catalogue import Direction, Indicator, Knots, Missing, Party, Values
from risk.columns import ratio
from risk.facets import AUTONOMY
from risk.facts import Facts
from risk.measuring import values


def measure(facts: Facts) -> Values:
    """Weighted share of plan items and requirements that a bidder or contractor wrote."""
    plan = facts.planning
    return values(
        ratio(plan.authored_by_bidders, plan.authored),
        due=facts.basis.gate >= 1,
        applies=facts.basis.native,
    )


INDICATOR = Indicator(
    code="P-03",
    name_en="Supplier-shaped planning",
    name_zh="规划受供应商主导度",
    facet=AUTONOMY,
    tier=1,
    weight_class=3,
    grain="project",
    due="G1",
    direction=Direction.UP,
    formula=(
        "x = Σ w_k·1[author of k is, or is affiliated with, a registered or actual bidder] / Σ w_k"
    ),
    mapping=Knots(((0, 0), (0.1, 30), (0.3, 70), (0.5, 100))),
    missing=Missing.PROVISIONAL,
    source=(
        "Government Procurement Law, implementing regulation art. 18(2); Open Contracting"
        " red flag R007"
    ),
    caveat_en=(
        "Only authors that were recorded are seen; asking the market openly is not influence."
    ),
    caveat_zh="只能看到有记录的作者；公开征询市场不属于影响。",
    veto="V-COI",
    concerns=(
        Party.GOVERNMENT,
        Party.CONTRACTOR,
    ),
    freezes="G1",
    red_flags=("R007",),
    measure=measure,
)
