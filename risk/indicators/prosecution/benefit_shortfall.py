"""Benefit shortfall 效益实现不足."""

from risk.catalogue import Direction, Indicator, InputError, Knots, Missing, Party, Values
from risk.columns import ratio
from risk.facets import VALUE
from risk.facts import Facts
from risk.measuring import values


def measure(facts: Facts) -> Values:
    """Weighted share of the targets that is not achieved, over objectives measured so far."""
    kept = facts.prosecution
    return values(
        1 - ratio(kept.benefit_achieved, kept.benefit_weight),
        due=facts.basis.stage >= 4,  # noqa: PLR2004 - prosecution
        applies=facts.basis.native,
    )


INDICATOR = Indicator(
    code="X-13",
    name_en="Benefit shortfall",
    name_zh="效益实现不足",
    facet=VALUE,
    tier=1,
    weight_class=2,
    grain="project",
    due="half-yearly",
    direction=Direction.UP,
    formula="x = 1 − Σ w·min(1, actual/target)/Σ w",
    mapping=Knots(((0, 0), (0.15, 25), (0.4, 75), (0.6, 100))),
    missing=Missing.PROVISIONAL,
    source="Post-evaluation 12 to 24 months after go-live; core indicator of benefit",
    caveat_en="Counts only objectives that have been measured.",
    caveat_zh="仅统计已测量的目标。",
    concerns=(
        Party.GOVERNMENT,
        Party.CONTRACTOR,
    ),
    error=InputError(relative=0.05),
    measure=measure,
)
