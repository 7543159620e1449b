"""Requirement volatility 需求波动率."""

from risk.catalogue import Direction, Indicator, InputError, Knots, Missing, Party
from risk.facets import SCOPE

INDICATOR = Indicator(
    code="P-07",
    name_en="Requirement volatility",
    name_zh="需求波动率",
    facet=SCOPE,
    tier=1,
    weight_class=2,
    grain="project",
    due="G2→G4",
    direction=Direction.UP,
    formula="x = (1 + Σ|Δsize| / size_0)^(1/m) − 1",
    mapping=Knots(((0, 0), (0.01, 10), (0.02, 30), (0.05, 75), (0.08, 100))),
    missing=Missing.EXCLUDED,
    source="Kulk and Verhoef 2008; Jones (SPR), about 2 % a month",
    caveat_en="Small baselines make the rate jump.",
    caveat_zh="基线较小时比率波动大。",
    concerns=(
        Party.GOVERNMENT,
        Party.CONTRACTOR,
    ),
    error=InputError(relative=0.1),
    freezes="G4",
)
