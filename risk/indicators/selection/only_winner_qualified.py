"""All except winner disqualified (R035) 仅中标人合格."""

import numpy as np

from risk.catalogue import Case, Direction, Indicator, Missing, Party, Steps, Values
from risk.facets import INTEGRITY
from risk.facts import Facts
from risk.measuring import values
from risk.provenance import Provenance


def measure(facts: Facts) -> Values:
    """Whether the one valid tenderer won everything and somebody else was disqualified."""
    chosen = facts.selection
    flag = (
        (chosen.tenderers_valid == 1)
        & (chosen.suppliers_awarded == 1)
        & (chosen.valid_awarded == 1)
        & (chosen.tenderers_disqualified >= 1)
    )
    return values(
        flag.astype(np.float64),
        due=chosen.awards > 0,
        applies=chosen.outsourced & (chosen.tenderers > 0),
    )


INDICATOR = Indicator(
    code="M-12",
    name_en="All except winner disqualified (R035)",
    name_zh="仅中标人合格",
    facet=INTEGRITY,
    tier=1,
    weight_class=2,
    grain="tender",
    due="award",
    direction=Direction.FLAG,
    formula=(
        "x = 1 if exactly one tenderer has valid bids, holds all active awards, and ≥ 1 "
        "other was disqualified, else 0"
    ),
    mapping=Steps(
        (
            Case(
                0,
                0,
                "not so",
                "否",
            ),
            Case(
                1,
                85,
                "all except the winner were disqualified",
                "除中标人外均被否决",
            ),
        )
    ),
    missing=Missing.WORST,
    source="Open Contracting red flag R035",
    caveat_en="Disqualification can be right for each bidder alone.",
    caveat_zh="对每个投标人的否决可能各自正当。",
    provenance=Provenance.SYSTEM,
    concerns=(
        Party.GOVERNMENT,
        Party.CONTRACTOR,
    ),
    freezes="G2",
    red_flags=("R035",),
    measure=measure,
)
