"""Requirement volatility 需求波动率."""

import numpy as np

from risk.catalogue import Direction, Indicator, InputError, Knots, Missing, Party, Values
from risk.columns import ratio
from risk.facets import SCOPE
from risk.facts import Facts
from risk.measuring import CONTRACTED, age_days, values

DAYS_OF_MONTH = 30.4375


def measure(facts: Facts) -> Values:
    """Monthly growth of the baseline by what was added, changed or withdrawn since."""
    plan = facts.planning
    months = np.maximum(age_days(plan.baseline_on, facts.as_of) / DAYS_OF_MONTH, 1.0)
    moved = ratio(plan.baseline_moved, plan.baseline_size)
    return values(
        (1.0 + moved) ** (1.0 / months) - 1.0,
        due=facts.basis.gate >= CONTRACTED,
        applies=facts.basis.native,
    )


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
    measure=measure,
)
