"""Schedule performance SPI(t) 进度绩效指数."""

import numpy as np

from risk.catalogue import Direction, Indicator, InputError, Knots, Missing, Party, Values
from risk.columns import ratio
from risk.facets import SCHEDULE
from risk.facts import Facts
from risk.measuring import VALID_DAYS, is_stale, retired, under_way, values
from risk.provenance import Provenance


def measure(facts: Facts) -> Values:
    """Earned schedule over actual time: where on the planned curve the earned value lies."""
    done = facts.supervision
    curve = done.planned_curve
    reached = curve.values <= done.earned[curve.owners()]
    periods = np.bincount(curve.owners()[reached], minlength=len(facts)).astype(np.int64)
    before = np.where(periods > 0, curve.at(periods - 1), 0.0)
    step = curve.at(periods) - before
    part = np.where(periods < curve.lengths, ratio(done.earned - before, step), 0.0)
    known = (curve.lengths > 0) & (done.periods > 0)
    return values(
        np.where(known, ratio(periods + part, done.periods), np.nan),
        due=under_way(facts),
        applies=facts.basis.native & ~retired(facts),
        stale=is_stale(done.reported, facts.as_of),
    )


INDICATOR = Indicator(
    code="S-01",
    name_en="Schedule performance SPI(t)",
    name_zh="进度绩效指数",
    facet=SCHEDULE,
    tier=1,
    weight_class=3,
    grain="contract",
    due="monthly",
    direction=Direction.DOWN,
    formula="ES = N + (EV − PV_N)/(PV_{N+1} − PV_N); x = SPI(t) = ES/AT",
    mapping=Knots(((0.7, 100), (0.8, 75), (0.9, 35), (0.95, 15), (1, 0))),
    missing=Missing.PROVISIONAL,
    source="Earned schedule, Lipke 2003",
    caveat_en="Needs a planned curve that was not redrawn to fit.",
    caveat_zh="要求计划曲线未被事后改画。",
    retires=True,
    provenance=Provenance.THIRD_PARTY,
    concerns=(Party.CONTRACTOR,),
    error=InputError(relative=0.05),
    valid_days=VALID_DAYS,
    measure=measure,
)
