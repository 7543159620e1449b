"""Forecast overrun at completion 完工估算超支率."""

import numpy as np

from risk.catalogue import Direction, Indicator, InputError, Knots, Missing, Party, Values
from risk.columns import ratio
from risk.facets import COST
from risk.facts import Facts
from risk.measuring import VALID_DAYS, is_stale, retired, under_way, values
from risk.provenance import Provenance


def measure(facts: Facts) -> Values:
    """Cost forecast at completion if the rest goes on at the present cost performance."""
    done = facts.supervision
    performance = ratio(done.earned, done.spent)
    remaining = np.maximum(done.planned_total - done.earned, 0.0)
    forecast = done.spent + np.where(remaining > 0, ratio(remaining, performance), 0.0)
    return values(
        ratio(forecast, done.planned_total) - 1,
        due=under_way(facts),
        applies=facts.basis.native & ~retired(facts),
        stale=is_stale(done.reported, facts.as_of),
    )


INDICATOR = Indicator(
    code="S-03",
    name_en="Forecast overrun at completion",
    name_zh="完工估算超支率",
    facet=COST,
    tier=1,
    weight_class=3,
    grain="contract",
    due="monthly",
    direction=Direction.UP,
    formula=(
        "EAC = AC + (BAC − EV)/(CPI) (also report AC + (BAC−EV) and AC + "
        "(BAC−EV)/(CPI·SPI)); x = (EAC − BAC)/BAC"
    ),
    mapping=Knots(((0, 0), (0.05, 20), (0.1, 45), (0.27, 85), (0.5, 100))),
    missing=Missing.PROVISIONAL,
    source="Earned value management; Flyvbjerg and Budzier 2011",
    caveat_en="A point forecast; the tail of IT projects is heavy.",
    caveat_zh="为点预测；信息化项目尾部很厚。",
    retires=True,
    provenance=Provenance.CONTRACTOR,
    concerns=(Party.CONTRACTOR,),
    error=InputError(relative=0.05, absolute=0.05),
    valid_days=VALID_DAYS,
    measure=measure,
)
