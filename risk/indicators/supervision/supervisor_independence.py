"""Supervisor independence deficit 监理独立性缺陷."""

import numpy as np

from risk.catalogue import Case, Direction, Indicator, Missing, Party, Steps, Values
from risk.facets import COORDINATION
from risk.facts import Facts
from risk.measuring import retired, values
from risk.provenance import Provenance

DECLARED, SILENT, TIED = 0.0, 1.0, 3.0


def measure(facts: Facts) -> Values:
    """Whether supervisors declared independence, and whether the register ties them to the
    contractor. The share of their revenue is not recorded, so that row is never met."""
    done = facts.supervision
    row = np.where(
        done.supervisors_tied > 0, TIED, np.where(done.supervisors_silent > 0, SILENT, DECLARED)
    )
    return values(row, due=done.supervisors > 0, applies=~retired(facts))


INDICATOR = Indicator(
    code="S-09",
    name_en="Supervisor independence deficit",
    name_zh="监理独立性缺陷",
    facet=COORDINATION,
    tier=1,
    weight_class=3,
    grain="engagement",
    due="appointment",
    direction=Direction.UP,
    formula="x = row of the case table",
    mapping=Steps(
        (
            Case(
                0,
                0,
                "independent and declared",
                "独立且已声明",
            ),
            Case(
                1,
                40,
                "declaration missing",
                "缺少声明",
            ),
            Case(
                2,
                70,
                "over 30 % of revenue from the contractor’s group",
                "三成以上收入来自承包商集团",
            ),
            Case(
                3,
                100,
                "paid by, or affiliated with, the contractor",
                "由承包商付费或与其关联",
            ),
        )
    ),
    missing=Missing.WORST,
    source="Government Procurement Law, implementing regulation art. 18; agency theory",
    caveat_en="Hidden affiliations stay hidden.",
    caveat_zh="隐蔽关联仍不可见。",
    veto="V-SUP",
    retires=True,
    provenance=Provenance.THIRD_PARTY,
    concerns=(Party.SUPERVISOR,),
    measure=measure,
)
