"""Subcontracting exposure (R070–R072) 分包暴露度."""

import numpy as np

from risk.catalogue import Direction, Indicator, Knots, Missing, Party, Values
from risk.columns import ratio
from risk.facets import CONTRACT_MANAGEMENT
from risk.facts import Facts
from risk.measuring import values
from risk.provenance import Provenance

LOSER_HIRED = 0.3


def measure(facts: Facts) -> Values:
    """Share of the contract that was handed on, more if to a bidder that lost."""
    chosen = facts.selection
    share = ratio(chosen.subcontracted, chosen.contract_value)
    return values(
        share + np.where(chosen.losers_hired > 0, LOSER_HIRED, 0.0),
        due=~np.isnan(chosen.contract_value),
        applies=facts.basis.native,
    )


INDICATOR = Indicator(
    code="S-17",
    name_en="Subcontracting exposure (R070\u2013R072)",
    name_zh="分包暴露度",
    facet=CONTRACT_MANAGEMENT,
    tier=1,
    weight_class=2,
    grain="contract",
    due="event",
    direction=Direction.UP,
    formula="x = subcontracted value / contract value + 0.3·1[losing bidder hired]",
    mapping=Knots(((0.1, 0), (0.3, 40), (0.5, 80), (0.7, 100))),
    missing=Missing.PROVISIONAL,
    source="Open Contracting red flags R070 to R072",
    caveat_en="Undeclared subcontracts are not seen.",
    caveat_zh="看不到未申报的分包。",
    veto="V-SUB",
    provenance=Provenance.CONTRACTOR,
    concerns=(Party.CONTRACTOR,),
    red_flags=(
        "R070",
        "R071",
        "R072",
    ),
    measure=measure,
)
