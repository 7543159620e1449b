"""Update lag 更新滞后率."""

from risk.catalogue import Direction, Indicator, Knots, Missing, Party
from risk.facets import SUSTAIN
from risk.provenance import Provenance

INDICATOR = Indicator(
    code="X-03",
    name_en="Update lag",
    name_zh="更新滞后率",
    facet=SUSTAIN,
    tier=1,
    weight_class=2,
    grain="system",
    due="weekly",
    direction=Direction.UP,
    formula="x = components past end of life or with an overdue patch / components",
    mapping=Knots(((0, 0), (0.1, 30), (0.3, 75), (0.5, 100))),
    missing=Missing.PROVISIONAL,
    source="Maintenance, upgrade and update of systems",
    caveat_en="Counts components, not how exposed they are.",
    caveat_zh="只计组件数量，不计其暴露程度。",
    provenance=Provenance.CONTRACTOR,
    concerns=(Party.CONTRACTOR,),
    awaits_en=(
        "a register of software components with version, end of support and due date of "
        "patches; the asset register keeps whole assets"
    ),
    awaits_zh="软件组件登记（版本、停止支持日期、补丁期限）；资产登记只记录整项资产",
)
