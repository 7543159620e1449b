"""Late bid won (R030) 逾期投标中标."""

import numpy as np

from risk.catalogue import Case, Direction, Indicator, Missing, Party, Steps, Values
from risk.facets import INTEGRITY
from risk.facts import Facts
from risk.measuring import values
from risk.provenance import Provenance


def measure(facts: Facts) -> Values:
    """Whether a valid bid of an awarded supplier was received after the deadline."""
    chosen = facts.selection
    known = ~np.isnat(chosen.tender_end)
    return values(
        np.where(known, chosen.late_awarded_bids > 0, np.nan),
        due=chosen.awards > 0,
        applies=chosen.outsourced & (chosen.tenderers > 0),
    )


INDICATOR = Indicator(
    code="M-11",
    name_en="Late bid won (R030)",
    name_zh="逾期投标中标",
    facet=INTEGRITY,
    tier=1,
    weight_class=3,
    grain="tender",
    due="award",
    direction=Direction.FLAG,
    formula=("x = 1 if a valid bid of an awarded supplier came after the deadline, else 0"),
    mapping=Steps(
        (
            Case(
                0,
                0,
                "no late bid won",
                "无逾期中标",
            ),
            Case(
                1,
                100,
                "a late bid won",
                "逾期投标中标",
            ),
        )
    ),
    missing=Missing.WORST,
    source="Open Contracting red flag R030",
    caveat_en="Instants are compared, so a wrong time zone in imported data can mislead.",
    caveat_zh="按时刻比较，导入数据时区错误会误导。",
    veto="V-LATE",
    provenance=Provenance.SYSTEM,
    concerns=(
        Party.GOVERNMENT,
        Party.CONTRACTOR,
    ),
    freezes="G2",
    red_flags=("R030",),
    measure=measure,
)
