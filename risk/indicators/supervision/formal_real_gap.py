"""Formal–real authority gap 名义与实际控制权差距."""

from risk.catalogue import Direction, Indicator, Knots, Missing, Party, Values
from risk.columns import ratio
from risk.facets import COORDINATION
from risk.facts import Facts
from risk.measuring import under_way, values
from risk.provenance import Provenance

LEAST_DECISIONS = 10


def measure(facts: Facts) -> Values:
    """Weighted share of logged decisions taken by a party that does not hold the point."""
    done = facts.supervision
    return values(
        ratio(done.decisions_outside, done.decisions_weight),
        due=under_way(facts),
        applies=facts.basis.native,
        enough=done.decisions >= LEAST_DECISIONS,
    )


INDICATOR = Indicator(
    code="S-21",
    name_en="Formal\u2013real authority gap",
    name_zh="名义与实际控制权差距",
    facet=COORDINATION,
    tier=1,
    weight_class=3,
    grain="project",
    due="weekly",
    direction=Direction.UP,
    formula="x = Σ ω·1[decider type ∉ allocated] / Σ ω",
    mapping=Knots(((0, 0), (0.1, 35), (0.25, 75), (0.4, 100))),
    missing=Missing.EXCLUDED,
    source="Aghion and Tirole 1997 on formal and real authority",
    caveat_en="A decision signed by government can have been made elsewhere.",
    caveat_zh="政府签字的决定可能实际由他方作出。",
    min_n=10,
    veto="V-RESERVED",
    provenance=Provenance.SYSTEM,
    concerns=(Party.GOVERNMENT,),
    measure=measure,
)
