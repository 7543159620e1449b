"""Identical bid prices (R028) 报价雷同."""

import numpy as np

from risk.catalogue import Case, Direction, Indicator, Missing, Party, Steps, Values
from risk.facets import INTEGRITY
from risk.facts import Facts
from risk.measuring import values
from risk.provenance import Provenance


def measure(facts: Facts) -> Values:
    """Whether two different tenderers named the same price."""
    chosen = facts.selection
    return values(
        (chosen.same_price_tenderers >= 2).astype(np.float64),  # noqa: PLR2004 - two name it
        due=(chosen.tender_end < facts.as_of + 1) | (chosen.awards > 0),
        applies=chosen.outsourced & (chosen.tenderers > 0),
    )


INDICATOR = Indicator(
    code="M-10",
    name_en="Identical bid prices (R028)",
    name_zh="报价雷同",
    facet=INTEGRITY,
    tier=1,
    weight_class=2,
    grain="tender",
    due="bid opening",
    direction=Direction.FLAG,
    formula="x = 1 if two different tenderers named the same price, else 0",
    mapping=Steps(
        (
            Case(
                0,
                0,
                "no identical prices",
                "报价不雷同",
            ),
            Case(
                1,
                90,
                "two tenderers named the same price",
                "不同投标人报价相同",
            ),
        )
    ),
    missing=Missing.WORST,
    source="Open Contracting red flag R028",
    caveat_en="Does not apply where the buyer fixes the price.",
    caveat_zh="采购人预定价格时不适用。",
    provenance=Provenance.SYSTEM,
    concerns=(Party.CONTRACTOR,),
    freezes="G2",
    red_flags=("R028",),
    measure=measure,
)
