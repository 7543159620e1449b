"""Conflict-of-interest clearance gap 利益冲突申报缺口."""

from risk.catalogue import Direction, Indicator, Knots, Missing, Party
from risk.facets import INTEGRITY

INDICATOR = Indicator(
    code="M-20",
    name_en="Conflict-of-interest clearance gap",
    name_zh="利益冲突申报缺口",
    facet=INTEGRITY,
    tier=1,
    weight_class=3,
    grain="tender",
    due="bid opening",
    direction=Direction.UP,
    formula="x = persons without a cleared declaration / persons required",
    mapping=Knots(((0, 0), (0.05, 40), (0.2, 90), (0.3, 100))),
    missing=Missing.WORST,
    source="Government Procurement Law, implementing regulation art. 9",
    caveat_en="A declaration can be untrue.",
    caveat_zh="申报可能不实。",
    veto="V-COI",
    concerns=(Party.GOVERNMENT,),
    freezes="G2",
    awaits_en=(
        "a declaration of interest by each evaluator and decider of a tender, with its "
        "resolution; gate G2 keeps one statement for all of them"
    ),
    awaits_zh="每位评审人与决定人的利益申报及其处理；目前 G2 仅有一项总的陈述",
)
