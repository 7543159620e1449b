"""Non-competitive procedure 非竞争性采购."""

import numpy as np

from risk.catalogue import Case, Direction, Indicator, Missing, Party, Steps, Values
from risk.facets import MARKET
from risk.facts import Facts
from risk.measuring import values
from risk.provenance import Provenance


def measure(facts: Facts) -> Values:
    """The procedure by which the contractor was sought."""
    chosen = facts.selection
    return values(
        np.where(chosen.procedure >= 0, chosen.procedure, np.nan),
        due=chosen.awards > 0,
        applies=chosen.outsourced,
    )


INDICATOR = Indicator(
    code="M-06",
    name_en="Non-competitive procedure",
    name_zh="非竞争性采购",
    facet=MARKET,
    tier=1,
    weight_class=3,
    grain="tender",
    due="award",
    direction=Direction.UP,
    formula="x = row of the case table",
    mapping=Steps(
        (
            Case(
                0,
                0,
                "open tender",
                "公开招标",
            ),
            Case(
                1,
                30,
                "competitive consultation or invited tender",
                "竞争性磋商或邀请招标",
            ),
            Case(
                2,
                45,
                "negotiation or inquiry",
                "竞争性谈判或询价",
            ),
            Case(
                3,
                75,
                "single source, reasons published in time",
                "单一来源，理由按期公示",
            ),
            Case(
                4,
                100,
                "direct, or no published reasons",
                "直接授予或未公示理由",
            ),
        )
    ),
    missing=Missing.WORST,
    source="Open Contracting red flags R010 and R013",
    caveat_en="Direct award can be lawful and right; the reasons decide.",
    caveat_zh="直接授予可能合法且合理，关键在理由。",
    provenance=Provenance.SYSTEM,
    concerns=(Party.GOVERNMENT,),
    freezes="G2",
    red_flags=(
        "R010",
        "R013",
    ),
    measure=measure,
)
