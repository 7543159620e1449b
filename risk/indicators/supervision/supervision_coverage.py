"""Supervision coverage shortfall 监理覆盖不足."""

from risk.catalogue import Direction, Indicator, Knots, Missing, Party
from risk.facets import COORDINATION
from risk.provenance import Provenance

INDICATOR = Indicator(
    code="S-10",
    name_en="Supervision coverage shortfall",
    name_zh="监理覆盖不足",
    facet=COORDINATION,
    tier=1,
    weight_class=2,
    grain="engagement",
    due="monthly",
    direction=Direction.UP,
    formula="x = 1 − performed / planned due",
    mapping=Knots(((0, 0), (0.1, 20), (0.3, 65), (0.5, 100))),
    missing=Missing.PROVISIONAL,
    source="T/EGAG 010-2022, supervision scenes",
    caveat_en="Points inspected, not how thoroughly.",
    caveat_zh="统计检查点数量，不反映深度。",
    retires=True,
    provenance=Provenance.THIRD_PARTY,
    concerns=(Party.SUPERVISOR,),
    awaits_en=(
        "inspection points of the supervision plan with phase, due day and day performed; "
        "findings are kept, but not where nothing was found"
    ),
    awaits_zh="监理计划的检查点（阶段、应检日期、实际日期）；目前只有发现的问题，未记录无问题的检查",
)
