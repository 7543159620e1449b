"""Enforcement gap 追责落实缺口."""

from risk.catalogue import Direction, Indicator, Knots, Missing, Party, Values
from risk.columns import ratio
from risk.facets import ACCOUNT
from risk.facts import Facts
from risk.measuring import values
from risk.provenance import Provenance


def measure(facts: Facts) -> Values:
    """Share of the breaches that were not decided within their time."""
    kept = facts.prosecution
    return values(1 - ratio(kept.breaches_in_time, kept.breaches_due), due=kept.breaches_due > 0)


INDICATOR = Indicator(
    code="X-09",
    name_en="Enforcement gap",
    name_zh="追责落实缺口",
    facet=ACCOUNT,
    tier=1,
    weight_class=3,
    grain="contract",
    due="monthly",
    direction=Direction.UP,
    formula="x = 1 − decided in time / due",
    mapping=Knots(((0, 0), (0.2, 35), (0.5, 80), (0.7, 100))),
    missing=Missing.PROVISIONAL,
    source="Wang and Wang 2011, evolutionary game of supervision and penalty",
    caveat_en="A reasoned waiver counts as decided.",
    caveat_zh="有理由的免除视为已决定。",
    provenance=Provenance.SYSTEM,
    concerns=(Party.GOVERNMENT,),
    measure=measure,
)
