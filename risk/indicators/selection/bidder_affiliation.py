"""Bidder affiliation (R032/R033/R044) 投标人关联."""

import numpy as np

from risk.catalogue import Case, Direction, Indicator, Missing, Party, Steps, Values
from risk.facets import INTEGRITY
from risk.facts import Facts
from risk.measuring import values
from risk.provenance import Provenance


def measure(facts: Facts) -> Values:
    """The closest recorded tie between two bidders."""
    chosen = facts.selection
    return values(
        np.where(chosen.bidder_tie >= 0, chosen.bidder_tie, np.nan),
        due=(chosen.tender_end < facts.as_of + 1) | (chosen.awards > 0),
        applies=chosen.outsourced & (chosen.tenderers > 1),
    )


INDICATOR = Indicator(
    code="M-19",
    name_en="Bidder affiliation (R032/R033/R044)",
    name_zh="投标人关联",
    facet=INTEGRITY,
    tier=1,
    weight_class=3,
    grain="tender",
    due="bid close",
    direction=Direction.UP,
    formula="x = row of the case table",
    mapping=Steps(
        (
            Case(
                0,
                0,
                "none",
                "无",
            ),
            Case(
                1,
                70,
                "shared contact, address or device",
                "联系人、地址或设备相同",
            ),
            Case(
                2,
                100,
                "same controller or legal representative",
                "同一控制人或法定代表人",
            ),
        )
    ),
    missing=Missing.EXCLUDED,
    source=("Open Contracting red flags R032, R033 and R044; implementing regulation art. 18(1)"),
    caveat_en="A shared address can be a shared office building.",
    caveat_zh="地址相同可能只是同一写字楼。",
    veto="V-COI",
    provenance=Provenance.THIRD_PARTY,
    concerns=(Party.CONTRACTOR,),
    freezes="G2",
    red_flags=(
        "R032",
        "R033",
        "R044",
    ),
    measure=measure,
)
