"""Criterion evidence gap 验收证据缺口."""

import numpy as np

from risk.catalogue import Direction, Indicator, Knots, Missing, Party, Values
from risk.columns import ratio
from risk.facets import EVIDENCE
from risk.facts import Facts
from risk.measuring import values
from risk.provenance import Provenance


def measure(facts: Facts) -> Values:
    """Share of the declared criteria without independent, passed evidence."""
    accepted = facts.acceptance
    return values(
        1 - ratio(accepted.criteria_evidenced, accepted.criteria),
        due=(facts.basis.gate >= 4) | ~np.isnat(accepted.decided),  # noqa: PLR2004 - gate G4
        applies=facts.basis.native,
    )


INDICATOR = Indicator(
    code="A-01",
    name_en="Criterion evidence gap",
    name_zh="验收证据缺口",
    facet=EVIDENCE,
    tier=1,
    weight_class=3,
    grain="contract",
    due="G4",
    direction=Direction.UP,
    formula="x = criteria without independent passed evidence / criteria",
    mapping=Knots(((0, 0), (0.05, 25), (0.15, 70), (0.3, 100))),
    missing=Missing.WORST,
    source="Zhou and Lian 2012, right of inspection and acceptance",
    caveat_en="A passed test shows one run, not lasting quality.",
    caveat_zh="一次通过不代表持续质量。",
    provenance=Provenance.THIRD_PARTY,
    concerns=(Party.GOVERNMENT,),
    freezes="G4",
    measure=measure,
)
