"""Benefit baseline gap 效益基线缺失率."""

from risk.catalogue import Direction, Indicator, Knots, Missing, Party, Values
from risk.columns import ratio
from risk.facets import ASSURANCE
from risk.facts import Facts
from risk.measuring import values


def measure(facts: Facts) -> Values:
    """Share of the objectives that lack baseline, target, method or owner."""
    plan = facts.planning
    return values(
        ratio(plan.objectives_incomplete, plan.objectives),
        due=facts.basis.gate >= 1,
        applies=facts.basis.native,
    )


INDICATOR = Indicator(
    code="P-11",
    name_en="Benefit baseline gap",
    name_zh="效益基线缺失率",
    facet=ASSURANCE,
    tier=1,
    weight_class=1,
    grain="project",
    due="G1",
    direction=Direction.UP,
    formula="x = N(objectives lacking any of the four) / N(objectives)",
    mapping=Knots(((0, 0), (0.2, 25), (0.5, 70), (0.8, 100))),
    missing=Missing.WORST,
    source=("Performance management of public expenditure; three core evaluation indicators"),
    caveat_en="A baseline can be stated without having been measured.",
    caveat_zh="基线可能只是陈述而未经测量。",
    concerns=(Party.GOVERNMENT,),
    freezes="G1",
    measure=measure,
)
