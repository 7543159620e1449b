"""Retained-capability gap 政府自有能力不足."""

from risk.catalogue import Direction, Indicator, Knots, Missing, Party
from risk.facets import SUSTAIN

INDICATOR = Indicator(
    code="X-16",
    name_en="Retained-capability gap",
    name_zh="政府自有能力不足",
    facet=SUSTAIN,
    tier=1,
    weight_class=2,
    grain="system",
    due="quarterly",
    direction=Direction.UP,
    formula="x = 1 − operations with at least 2 certified staff / operations",
    mapping=Knots(((0, 0), (0.25, 30), (0.5, 70), (0.8, 100))),
    missing=Missing.PROVISIONAL,
    source="Feeny and Willcocks 1998 on core capabilities",
    caveat_en="A certificate is not practice.",
    caveat_zh="持证不等于熟练。",
    concerns=(Party.GOVERNMENT,),
    awaits_en="critical operations of the system, each with the government staff certified for it",
    awaits_zh="系统关键操作及各自持证的政府人员",
)
