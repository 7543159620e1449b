"""Cost performance CPI 成本绩效指数."""

from risk.catalogue import Direction, Indicator, InputError, Knots, Missing, Party, Values
from risk.columns import ratio
from risk.facets import COST
from risk.facts import Facts
from risk.measuring import VALID_DAYS, is_stale, retired, under_way, values
from risk.provenance import Provenance


def measure(facts: Facts) -> Values:
    """Earned value over actual cost."""
    done = facts.supervision
    return values(
        ratio(done.earned, done.spent),
        due=under_way(facts),
        applies=facts.basis.native & ~retired(facts),
        stale=is_stale(done.reported, facts.as_of),
    )


INDICATOR = Indicator(
    code="S-02",
    name_en="Cost performance CPI",
    name_zh="成本绩效指数",
    facet=COST,
    tier=1,
    weight_class=2,
    grain="contract",
    due="monthly",
    direction=Direction.DOWN,
    formula="x = CPI = EV/AC",
    mapping=Knots(((0.75, 100), (0.8, 85), (0.9, 45), (0.95, 20), (1, 0))),
    missing=Missing.PROVISIONAL,
    source="Earned value management",
    caveat_en="Under a fixed price the cost view is the contractor’s own.",
    caveat_zh="固定总价下成本口径来自承包商。",
    retires=True,
    provenance=Provenance.CONTRACTOR,
    concerns=(Party.CONTRACTOR,),
    error=InputError(relative=0.05),
    valid_days=VALID_DAYS,
    measure=measure,
)
