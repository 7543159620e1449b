"""Change value ratio (R064/R066/R069) 变更金额占比."""

import numpy as np

from risk.catalogue import Direction, Indicator, Knots, Missing, Party, Values
from risk.columns import ratio
from risk.facets import CONTRACT_MANAGEMENT
from risk.facts import Facts
from risk.measuring import retired, values
from risk.provenance import Provenance


def measure(facts: Facts) -> Values:
    """Changes approved or pending, in absolute value, over the contract as signed."""
    return values(
        ratio(facts.supervision.change_value, facts.selection.contract_value),
        due=~np.isnan(facts.selection.contract_value),
        applies=~retired(facts),
    )


INDICATOR = Indicator(
    code="S-06",
    name_en="Change value ratio (R064/R066/R069)",
    name_zh="变更金额占比",
    facet=CONTRACT_MANAGEMENT,
    tier=1,
    weight_class=3,
    grain="contract",
    due="event",
    direction=Direction.UP,
    formula="x = Σ |value| / original value",
    mapping=Knots(((0, 0), (0.05, 25), (0.1, 60), (0.15, 85), (0.25, 100))),
    missing=Missing.PROVISIONAL,
    source=(
        "Government Procurement Law art. 49, supplements up to 10 %; Open Contracting red flag R069"
    ),
    caveat_en="Changes in both directions are added up.",
    caveat_zh="增减变更按绝对值累计。",
    veto="V-CHG",
    retires=True,
    provenance=Provenance.SYSTEM,
    concerns=(
        Party.GOVERNMENT,
        Party.CONTRACTOR,
    ),
    red_flags=(
        "R064",
        "R066",
        "R069",
    ),
    measure=measure,
)
