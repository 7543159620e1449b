"""Change-control bypass 变更绕行率."""

from risk.catalogue import Direction, Indicator, Knots, Missing, Party, Values
from risk.columns import ratio
from risk.facets import CONTRACT_MANAGEMENT
from risk.facts import Facts
from risk.measuring import retired, values


def measure(facts: Facts) -> Values:
    """Share of the implemented changes that began before their approval."""
    done = facts.supervision
    return values(
        ratio(done.changes_bypassed, done.changes_done),
        due=done.changes_done > 0,
        applies=~retired(facts),
    )


INDICATOR = Indicator(
    code="S-07",
    name_en="Change-control bypass",
    name_zh="变更绕行率",
    facet=CONTRACT_MANAGEMENT,
    tier=1,
    weight_class=2,
    grain="contract",
    due="event",
    direction=Direction.UP,
    formula="x = implemented before approval / implemented",
    mapping=Knots(((0, 0), (0.05, 40), (0.2, 100))),
    missing=Missing.PROVISIONAL,
    source="Grossman, Hart and Moore on hold-up",
    caveat_en="Only changes that were recorded are seen.",
    caveat_zh="只能看到有记录的变更。",
    retires=True,
    concerns=(
        Party.GOVERNMENT,
        Party.CONTRACTOR,
    ),
    measure=measure,
)
