"""Source rebuild level 源码重建验证级别."""

import numpy as np

from risk.catalogue import Case, Direction, Indicator, Missing, Party, Steps, Values
from risk.facets import HANDOVER
from risk.facts import Facts
from risk.measuring import ACCEPTED, values
from risk.provenance import Provenance


def measure(facts: Facts) -> Values:
    """The best verification of the source that stands: counted, built, built independently."""
    return values(
        np.maximum(facts.acceptance.source_level, 0).astype(np.float64),
        due=facts.basis.gate >= ACCEPTED,
        applies=facts.basis.native,
    )


INDICATOR = Indicator(
    code="A-08",
    name_en="Source rebuild level",
    name_zh="源码重建验证级别",
    facet=HANDOVER,
    tier=1,
    weight_class=2,
    grain="contract",
    due="G4",
    direction=Direction.DOWN,
    formula="x = level of the best standing verification of the source",
    mapping=Steps(
        (
            Case(0, 100, "L0 none", "L0 无"),
            Case(1, 65, "L1 inventory only", "L1 仅清点"),
            Case(2, 30, "L2 build succeeds", "L2 构建成功"),
            Case(3, 0, "L3 independent clean-room build", "L3 独立净室构建"),
        )
    ),
    missing=Missing.WORST,
    source="Levels of escrow verification",
    caveat_en="A build that succeeds once says little about the next version.",
    caveat_zh="一次构建成功不代表后续版本。",
    provenance=Provenance.THIRD_PARTY,
    concerns=(Party.CONTRACTOR,),
    freezes="G4",
    measure=measure,
)
