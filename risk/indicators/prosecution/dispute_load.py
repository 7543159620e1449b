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
    awaits_en=(
        "a register of claims and disputes, each with its value, the day it was raised and the "
        "day it was settled; a remedy carries an amount only when it is decided"
    ),
    awaits_zh="索赔与争议登记（金额、提出日期、了结日期）；目前追责措施只有在决定时才有金额",
)
