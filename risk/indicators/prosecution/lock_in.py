"""Lock-in index 锁定指数."""

from risk.catalogue import Direction, Indicator, InputError, Knots, Missing, Party
from risk.facets import EXIT

INDICATOR = Indicator(
    code="X-04",
    name_en="Lock-in index",
    name_zh="锁定指数",
    facet=EXIT,
    tier=1,
    weight_class=3,
    grain="system",
    due="quarterly",
    direction=Direction.UP,
    formula=(
        "x = mean of six shares: single-source renewals, components without licence or escrow, "
        "switching cost over 3 annual fees, months since the last full export over 12, closed "
        "formats, operators of the contractor only"
    ),
    mapping=Knots(((0.2, 0), (0.4, 35), (0.6, 75), (0.8, 100))),
    missing=Missing.PROVISIONAL,
    source="Bahli and Rivard 2003; Aubert and others 1998",
    caveat_en="Six rough shares of equal weight.",
    caveat_zh="六项粗略比例，权重相同。",
    concerns=(
        Party.GOVERNMENT,
        Party.CONTRACTOR,
    ),
    error=InputError(absolute=0.05),
    awaits_en=(
        "a register of components with licence, escrow and format, the cost of switching, and "
        "who operates the system; export tests and renewals are kept"
    ),
    awaits_zh="组件登记（许可、托管、格式）、转换成本与运维人员；导出测试与续约已有记录",
)
