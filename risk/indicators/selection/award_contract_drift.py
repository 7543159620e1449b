"""Award–contract drift (R059) 中标与合同偏离."""

import numpy as np

from risk.catalogue import Direction, Indicator, Knots, Missing, Party, Values
from risk.columns import ratio
from risk.facets import CONTRACT
from risk.facts import Facts
from risk.measuring import values
from risk.provenance import Provenance


def measure(facts: Facts) -> Values:
    """Distance between contract and award, relative to the award."""
    chosen = facts.selection
    return values(
        np.abs(ratio(chosen.awarded_contract_value, chosen.award_value) - 1),
        due=~np.isnan(chosen.contract_value),
        applies=chosen.outsourced,
    )


INDICATOR = Indicator(
    code="M-23",
    name_en="Award\u2013contract drift (R059)",
    name_zh="中标与合同偏离",
    facet=CONTRACT,
    tier=1,
    weight_class=2,
    grain="contract",
    due="contract",
    direction=Direction.UP,
    formula="x = |contract − award| / award",
    mapping=Knots(((0, 0), (0.01, 20), (0.05, 70), (0.1, 100))),
    missing=Missing.WORST,
    source="Open Contracting red flag R059; no substantive change at signature",
    caveat_en="Looks at the value, not at changed terms.",
    caveat_zh="只看金额，不看条款变化。",
    provenance=Provenance.SYSTEM,
    concerns=(
        Party.GOVERNMENT,
        Party.CONTRACTOR,
    ),
    freezes="G2",
    red_flags=("R059",),
    measure=measure,
)
