"""Public-satisfaction shortfall 公众满意度不足."""

from risk.catalogue import Direction, Indicator, InputError, Knots, Missing, Party
from risk.facets import VALUE
from risk.provenance import Provenance

INDICATOR = Indicator(
    code="X-12",
    name_en="Public-satisfaction shortfall",
    name_zh="公众满意度不足",
    facet=VALUE,
    tier=1,
    weight_class=2,
    grain="system",
    due="monthly",
    direction=Direction.UP,
    formula="x = target − satisfied share",
    mapping=Knots(((0, 0), (0.05, 20), (0.15, 65), (0.3, 100))),
    missing=Missing.EXCLUDED,
    source="Good and bad reviews of government services",
    caveat_en="Those who answer are not a sample of those who use it.",
    caveat_zh="评价者不代表全部使用者。",
    min_n=30,
    provenance=Provenance.SYSTEM,
    concerns=(
        Party.GOVERNMENT,
        Party.CONTRACTOR,
    ),
    error=InputError(absolute=0.03),
    awaits_en=(
        "ratings by users of the service with their number and the satisfied share, and the target"
    ),
    awaits_zh="服务用户评价（数量、满意比例）及其目标值",
)
