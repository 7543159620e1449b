"""Single / few bids (R018, R019) 单一或少量投标."""

import numpy as np

from risk.catalogue import Case, Direction, Indicator, Missing, Party, Steps, Values
from risk.facets import MARKET
from risk.facts import Facts, Procedure
from risk.measuring import values
from risk.provenance import Provenance


def measure(facts: Facts) -> Values:
    """Number of tenderers in a competitive procedure; a tender without any is not judged."""
    chosen = facts.selection
    return values(
        chosen.tenderers.astype(np.float64),
        due=(chosen.tender_end < facts.as_of + 1) | (chosen.awards > 0),
        applies=(
            chosen.outsourced
            & (chosen.tenderers > 0)
            & np.isin(chosen.procedure, (Procedure.OPEN, Procedure.CONSULTATION))
        ),
    )


INDICATOR = Indicator(
    code="M-08",
    name_en="Single / few bids (R018, R019)",
    name_zh="单一或少量投标",
    facet=MARKET,
    tier=1,
    weight_class=3,
    grain="tender",
    due="bid close",
    direction=Direction.DOWN,
    formula="x = n",
    mapping=Steps(
        (
            Case(
                1,
                100,
                "1 tenderer",
                "1 家投标",
            ),
            Case(
                2,
                75,
                "2 tenderers",
                "2 家投标",
            ),
            Case(
                3,
                25,
                "3 tenderers",
                "3 家投标",
            ),
            Case(
                4,
                0,
                "4 or more tenderers",
                "4 家及以上",
            ),
        )
    ),
    missing=Missing.WORST,
    source="Open Contracting red flags R018 and R019",
    caveat_en="Few bids can come from a small market, not from exclusion.",
    caveat_zh="投标少可能源于市场小，而非排斥。",
    provenance=Provenance.SYSTEM,
    concerns=(Party.GOVERNMENT,),
    freezes="G2",
    red_flags=(
        "R018",
        "R019",
    ),
    measure=measure,
)
