"""Data-custody deviation 数据托管偏离."""

from risk.catalogue import Case, Direction, Indicator, Missing, Party, Steps
from risk.facets import INFORMATION_SECURITY
from risk.provenance import Provenance

INDICATOR = Indicator(
    code="S-19",
    name_en="Data-custody deviation",
    name_zh="数据托管偏离",
    facet=INFORMATION_SECURITY,
    tier=1,
    weight_class=3,
    grain="system",
    due="event",
    direction=Direction.UP,
    formula="x = row of the case table",
    mapping=Steps(
        (
            Case(
                0,
                0,
                "no deviation",
                "无偏离",
            ),
            Case(
                1,
                50,
                "general data outside approved custody",
                "一般数据脱离核准托管",
            ),
            Case(
                2,
                100,
                "important or personal data outside custody",
                "重要数据或个人信息脱离托管",
            ),
        )
    ),
    missing=Missing.WORST,
    source="Data Security Law art. 40; Wenzhou case 2023",
    caveat_en="Custody is observed at inspections only.",
    caveat_zh="只在检查时观察托管情况。",
    veto="V-DATA",
    provenance=Provenance.THIRD_PARTY,
    concerns=(Party.CONTRACTOR,),
)
