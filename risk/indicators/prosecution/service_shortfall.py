"""SLA shortfall 服务级别缺口."""

from risk.catalogue import Direction, Indicator, InputError, Knots, Missing, Party
from risk.facets import SERVICE
from risk.provenance import Provenance

INDICATOR = Indicator(
    code="X-01",
    name_en="SLA shortfall",
    name_zh="服务级别缺口",
    facet=SERVICE,
    tier=1,
    weight_class=3,
    grain="contract",
    due="monthly",
    direction=Direction.UP,
    formula="x = Σ w_k·max(0, (T_k − A_k)/T_k) / Σ w_k",
    mapping=Knots(((0, 0), (0.01, 15), (0.05, 50), (0.1, 80), (0.2, 100))),
    missing=Missing.PROVISIONAL,
    source="UK Sourcing Playbook 2024, key performance indicators",
    caveat_en="Targets that are easy to meet hide a poor service.",
    caveat_zh="目标过低会掩盖服务不佳。",
    provenance=Provenance.CONTRACTOR,
    concerns=(Party.CONTRACTOR,),
    error=InputError(relative=0.05),
    awaits_en=(
        "service levels of the contract with target, weight and actual value per period; an "
        "obligation says its measure in words only"
    ),
    awaits_zh="合同服务级别（目标、权重、各期实际值）；目前义务仅以文字说明衡量方式",
)
