"""Contract incompleteness 合同不完备度."""

from risk.catalogue import Direction, Indicator, Knots, Missing, Party
from risk.facets import CONTRACT

INDICATOR = Indicator(
    code="M-27",
    name_en="Contract incompleteness",
    name_zh="合同不完备度",
    facet=CONTRACT,
    tier=1,
    weight_class=2,
    grain="contract",
    due="G2",
    direction=Direction.UP,
    formula=("x = 0.5·share of obligations lacking any of the three + 0.5·(missing mechanisms/8)"),
    mapping=Knots(((0, 0), (0.2, 30), (0.4, 70), (0.6, 100))),
    missing=Missing.WORST,
    source="Hart 2017 on incomplete contracts; Bahli and Rivard 2003",
    caveat_en="No contract is complete; the scale is relative.",
    caveat_zh="任何合同都不完备,尺度是相对的。",
    concerns=(
        Party.GOVERNMENT,
        Party.CONTRACTOR,
    ),
    freezes="G2",
    awaits_en="the eight gap-filling mechanisms of the contract",
    awaits_zh="合同的八项补缺机制",
)
