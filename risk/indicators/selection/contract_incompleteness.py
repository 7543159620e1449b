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
    caveat_zh="任何合同都不完备，尺度是相对的。",
    concerns=(
        Party.GOVERNMENT,
        Party.CONTRACTOR,
    ),
    freezes="G2",
    awaits_en=(
        "five of the eight gap-filling mechanisms of a contract as rows (dispute ladder, "
        "benchmarking, renegotiation trigger, termination, force majeure); obligations and the "
        "clauses on changes, prices and step-in are kept"
    ),
    awaits_zh="合同八项补缺机制中的五项（争议阶梯、对标、重新谈判触发、终止、不可抗力）；义务及变更、价格、介入条款已有记录",
)
