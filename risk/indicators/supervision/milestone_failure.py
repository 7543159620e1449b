"""Milestone failure (R067) 里程碑逾期率."""

from risk.catalogue import Direction, Indicator, Knots, Missing, Party, Values
from risk.columns import ratio
from risk.facets import SCHEDULE
from risk.facts import Facts
from risk.measuring import retired, values
from risk.provenance import Provenance


def measure(facts: Facts) -> Values:
    """Weighted share of the due milestones that were not met within a week."""
    done = facts.supervision
    return values(
        ratio(done.milestones_late, done.milestones_due),
        due=done.milestones_due > 0,
        applies=~retired(facts),
    )


INDICATOR = Indicator(
    code="S-04",
    name_en="Milestone failure (R067)",
    name_zh="里程碑逾期率",
    facet=SCHEDULE,
    tier=1,
    weight_class=2,
    grain="contract",
    due="monthly",
    direction=Direction.UP,
    formula="x = Σ w·1[not met by due + 7 d] / Σ w due",
    mapping=Knots(((0, 0), (0.1, 20), (0.3, 65), (0.5, 100))),
    missing=Missing.PROVISIONAL,
    source="Open Contracting red flag R067",
    caveat_en="Milestones moved by an approved change count from the new date.",
    caveat_zh="经批准变更的里程碑按新日期计算。",
    retires=True,
    provenance=Provenance.SYSTEM,
    concerns=(Party.CONTRACTOR,),
    red_flags=("R067",),
    measure=measure,
)
