"""Supervisor independence deficit 监理独立性缺陷."""

from risk.catalogue import Case, Direction, Indicator, Missing, Party, Steps
from risk.facets import COORDINATION
from risk.provenance import Provenance

INDICATOR = Indicator(
    code="S-09",
    name_en="Supervisor independence deficit",
    name_zh="监理独立性缺陷",
    facet=COORDINATION,
    tier=1,
    weight_class=3,
    grain="engagement",
    due="appointment",
    direction=Direction.UP,
    formula="x = row of the case table",
    mapping=Steps(
        (
            Case(
                0,
                0,
                "independent and declared",
                "独立且已声明",
            ),
            Case(
                1,
                40,
                "declaration missing",
                "缺少声明",
            ),
            Case(
                2,
                70,
                "over 30 % of revenue from the contractor’s group",
                "三成以上收入来自承包商集团",
            ),
            Case(
                3,
                100,
                "paid by, or affiliated with, the contractor",
                "由承包商付费或与其关联",
            ),
        )
    ),
    missing=Missing.WORST,
    source="Government Procurement Law, implementing regulation art. 18; agency theory",
    caveat_en="Hidden affiliations stay hidden.",
    caveat_zh="隐蔽关联仍不可见。",
    veto="V-SUP",
    retires=True,
    provenance=Provenance.THIRD_PARTY,
    concerns=(Party.SUPERVISOR,),
)
