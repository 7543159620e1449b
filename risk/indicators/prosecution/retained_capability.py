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
    awaits_en="critical operations and the certified staff of government",
    awaits_zh="关键操作与政府持证人员",
)
