"""Heavily discounted bid (R058) 异常低价."""

import numpy as np

from risk.catalogue import Case, Direction, Indicator, Missing, Party, Steps, Values
from risk.columns import ratio
from risk.facets import INTEGRITY
from risk.facts import Facts
from risk.measuring import values
from risk.provenance import Provenance

FENCE = 0.25
NONE, EXPLAINED, UNEXPLAINED = 0.0, 1.0, 2.0


def measure(facts: Facts) -> Values:
    """Whether the lowest bid won by the fence or more, and whether that was explained."""
    chosen = facts.selection
    gap = ratio(chosen.second_price, chosen.winning_price) - 1
    flag = np.where(chosen.price_explained, EXPLAINED, UNEXPLAINED)
    return values(
        np.where(np.isnan(gap), np.nan, np.where(gap >= FENCE, flag, NONE)),
        due=chosen.awards > 0,
        applies=chosen.outsourced & ~np.isnan(gap),
    )


INDICATOR = Indicator(
    code="M-18",
    name_en="Heavily discounted bid (R058)",
    name_zh="异常低价",
    facet=INTEGRITY,
    tier=1,
    weight_class=2,
    grain="tender",
    due="award",
    direction=Direction.FLAG,
    formula="x = row of the case table; flag if (second lowest valid − winning) / winning ≥ 0.25",
    mapping=Steps(
        (
            Case(
                0,
                0,
                "no flag",
                "无异常",
            ),
            Case(
                1,
                35,
                "far below the next bid, cost explanation accepted",
                "明显低于次低价，成本说明已被接受",
            ),
            Case(
                2,
                85,
                "far below the next bid, no accepted explanation",
                "明显低于次低价，无被接受的说明",
            ),
        )
    ),
    missing=Missing.EXCLUDED,
    source="Open Contracting red flag R058",
    caveat_en=(
        "A fixed fence of 25 % stands in for the quartiles of all tenders, however many there are."
    ),
    caveat_zh="无论招标数量多少，均以 25% 的固定界限代替全部招标的四分位界限。",
    provenance=Provenance.SYSTEM,
    concerns=(Party.CONTRACTOR,),
    freezes="G2",
    red_flags=("R058",),
    measure=measure,
)
