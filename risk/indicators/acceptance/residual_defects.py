"""Residual defect load 遗留缺陷负荷."""

import numpy as np

from risk.catalogue import Direction, Indicator, InputError, Knots, Missing, Party, Values
from risk.columns import ratio
from risk.facets import EVIDENCE
from risk.facts import Facts
from risk.measuring import ACCEPTED, values
from risk.provenance import Provenance

CRITICAL = 15.0  # where the map says 80


def measure(facts: Facts) -> Values:
    """Weight of the open findings by a hundred criteria; a critical one is never below 80."""
    accepted = facts.acceptance
    load = 100.0 * ratio(accepted.defects, accepted.criteria)
    return values(
        np.where(accepted.defects_critical > 0, np.maximum(load, CRITICAL), load),
        due=facts.basis.gate >= ACCEPTED,
        applies=facts.basis.native,
    )


INDICATOR = Indicator(
    code="A-02",
    name_en="Residual defect load",
    name_zh="遗留缺陷负荷",
    facet=EVIDENCE,
    tier=1,
    weight_class=2,
    grain="contract",
    due="G4",
    direction=Direction.UP,
    formula="x = Σ weight / criteria · 100; any critical defect: score at least 80",
    mapping=Knots(((0, 0), (3, 20), (10, 60), (20, 100))),
    missing=Missing.PROVISIONAL,
    source="ISO/IEC 25010 and 25023",
    caveat_en="Depends on how thoroughly was tested.",
    caveat_zh="取决于测试的充分程度。",
    provenance=Provenance.THIRD_PARTY,
    concerns=(Party.CONTRACTOR,),
    error=InputError(relative=0.1),
    freezes="G4",
    measure=measure,
)
