"""Planning content gap 规划内容缺失率."""

from risk.catalogue import Direction, Indicator, Knots, Missing, Party, Values
from risk.columns import ratio
from risk.facets import SCOPE
from risk.facts import Facts
from risk.measuring import values


def measure(facts: Facts) -> Values:
    """Share of the required plan items that are not approved."""
    plan = facts.planning
    return values(
        1 - ratio(plan.items_approved, plan.items_required),
        due=facts.basis.gate >= 1,
        applies=facts.basis.native,
    )


INDICATOR = Indicator(
    code="P-01",
    name_en="Planning content gap",
    name_zh="规划内容缺失率",
    facet=SCOPE,
    tier=1,
    weight_class=2,
    grain="project",
    due="G1",
    direction=Direction.UP,
    formula="x = 1 − approved_items / required_items",
    mapping=Knots(((0, 0), (0.1, 20), (0.3, 70), (0.5, 100))),
    missing=Missing.WORST,
    source="Open Contracting red flag R001; e-government planning contents",
    caveat_en="Says that an item was approved, not that it is good.",
    caveat_zh="只说明事项已批准，不说明其质量。",
    share_of=16,
    concerns=(Party.GOVERNMENT,),
    freezes="G1",
    red_flags=("R001",),
    measure=measure,
)
