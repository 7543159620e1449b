"""Payment before acceptance 验收前付款占比."""

import numpy as np

from risk.catalogue import Direction, Indicator, Knots, Missing, Party, Values
from risk.facets import PROCEDURE
from risk.facts import Facts
from risk.measuring import values
from risk.provenance import Provenance


def measure(facts: Facts) -> Values:
    """Share paid before final acceptance beyond what the contract allows."""
    accepted = facts.acceptance
    return values(
        np.maximum(accepted.paid_share - accepted.paid_cap, 0.0),
        due=facts.basis.stage >= 3,  # noqa: PLR2004 - acceptance or later
        applies=facts.selection.outsourced & facts.basis.native,
    )


INDICATOR = Indicator(
    code="A-12",
    name_en="Payment before acceptance",
    name_zh="验收前付款占比",
    facet=PROCEDURE,
    tier=1,
    weight_class=2,
    grain="contract",
    due="event",
    direction=Direction.UP,
    formula="x = max(0, paid/contract value − cap)",
    mapping=Knots(((0, 0), (0.05, 35), (0.15, 75), (0.3, 100))),
    missing=Missing.WORST,
    source="Zhou and Lian 2012, right of incentive distribution",
    caveat_en="A high cap in the contract makes this blind.",
    caveat_zh="合同上限过高时失效。",
    provenance=Provenance.SYSTEM,
    concerns=(Party.GOVERNMENT,),
    freezes="G4",
    measure=measure,
)
