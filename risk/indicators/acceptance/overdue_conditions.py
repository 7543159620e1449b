"""Overdue acceptance conditions 附条件验收逾期."""

from risk.catalogue import Direction, Indicator, Knots, Missing, Party, Values
from risk.columns import ratio
from risk.facets import PROCEDURE
from risk.facts import Facts
from risk.measuring import values
from risk.provenance import Provenance


def measure(facts: Facts) -> Values:
    """Share of the conditions of conditional acceptances that are overdue."""
    accepted = facts.acceptance
    return values(
        ratio(accepted.conditions_overdue, accepted.conditions), due=accepted.conditions > 0
    )


INDICATOR = Indicator(
    code="A-04",
    name_en="Overdue acceptance conditions",
    name_zh="附条件验收逾期",
    facet=PROCEDURE,
    tier=1,
    weight_class=2,
    grain="contract",
    due="after conditional",
    direction=Direction.UP,
    formula="x = overdue / all conditions",
    mapping=Knots(((0, 0), (0.1, 30), (0.3, 75), (0.5, 100))),
    missing=Missing.PROVISIONAL,
    source="Practice of conditional acceptance",
    caveat_en="Extending a due date hides the delay.",
    caveat_zh="延长期限会掩盖逾期。",
    provenance=Provenance.SYSTEM,
    concerns=(Party.CONTRACTOR,),
    measure=measure,
)
