"""Unverifiable requirement share 需求不可验证率."""

from risk.catalogue import Direction, Indicator, Knots, Missing, Party, Values
from risk.columns import ratio
from risk.facets import SCOPE
from risk.facts import Facts
from risk.measuring import values


def measure(facts: Facts) -> Values:
    """Share of the requirements without a criterion or a test method; none at all is missing."""
    plan = facts.planning
    return values(
        ratio(plan.unverifiable, plan.requirements),
        due=facts.basis.gate >= 1,
        applies=facts.basis.native,
    )


INDICATOR = Indicator(
    code="P-02",
    name_en="Unverifiable requirement share",
    name_zh="需求不可验证率",
    facet=SCOPE,
    tier=1,
    weight_class=3,
    grain="project",
    due="G1",
    direction=Direction.UP,
    formula=("x = N(requirements lacking a measurable criterion or a test method) / N(all)"),
    mapping=Knots(((0, 0), (0.1, 20), (0.25, 60), (0.5, 100))),
    missing=Missing.WORST,
    source=("Hart, Shleifer and Vishny 1997 on non-contractible quality; Bahli and Rivard 2003"),
    caveat_en="A criterion can exist and still be too soft to measure.",
    caveat_zh="有标准不等于标准可以衡量。",
    concerns=(Party.GOVERNMENT,),
    freezes="G1",
    measure=measure,
)
