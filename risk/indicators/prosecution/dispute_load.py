"""Dispute load 争议索赔负荷."""

from risk.catalogue import Direction, Indicator, InputError, Knots, Missing, Party
from risk.facets import ACCOUNT

INDICATOR = Indicator(
    code="X-08",
    name_en="Dispute load",
    name_zh="争议索赔负荷",
    facet=ACCOUNT,
    tier=1,
    weight_class=2,
    grain="contract",
    due="event",
    direction=Direction.UP,
    formula="x = Σ value · min(2, 1 + age/12) / contract value",
    mapping=Knots(((0, 0), (0.03, 25), (0.1, 65), (0.2, 100))),
    missing=Missing.PROVISIONAL,
    source="Bahli and Rivard 2003 on disputes and litigation",
    caveat_en="A claim is not a debt.",
    caveat_zh="索赔不等于债务。",
    concerns=(
        Party.GOVERNMENT,
        Party.CONTRACTOR,
    ),
    error=InputError(relative=0.1),
    awaits_en="claims and disputes with their value and age",
    awaits_zh="索赔与争议的金额和时长",
)
