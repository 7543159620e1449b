"""Short submission period (R003) 投标期过短."""

import numpy as np

from risk.catalogue import Case, Direction, Indicator, Missing, Party, Steps, Values
from risk.facets import MARKET
from risk.facts import Facts, Procedure
from risk.measuring import values
from risk.provenance import Provenance


def measure(facts: Facts) -> Values:
    """Whole days between start and end of the tender period, above the lawful minimum."""
    chosen = facts.selection
    period = (chosen.tender_end - chosen.tender_start).astype("timedelta64[s]")
    days = np.floor(period.astype(np.float64) / 86_400)
    unknown = np.isnat(chosen.tender_end) | np.isnat(chosen.tender_start)
    return values(
        np.where(unknown, np.nan, days - chosen.minimum_days),
        due=(chosen.tender_end < facts.as_of + 1) | (chosen.awards > 0),
        applies=chosen.outsourced & (chosen.procedure <= Procedure.CONSULTATION),
    )


INDICATOR = Indicator(
    code="M-07",
    name_en="Short submission period (R003)",
    name_zh="投标期过短",
    facet=MARKET,
    tier=1,
    weight_class=2,
    grain="tender",
    due="bid close",
    direction=Direction.DOWN,
    formula="x = whole days(end − start) − T",
    mapping=Steps(
        (
            Case(
                -1,
                100,
                "shorter than the lawful period",
                "短于法定期限",
            ),
            Case(
                0,
                35,
                "less than 5 days above it",
                "超出不足 5 日",
            ),
            Case(
                5,
                15,
                "5 to 9 days above it",
                "超出 5–9 日",
            ),
            Case(
                10,
                0,
                "10 days or more above it",
                "超出 10 日及以上",
            ),
        )
    ),
    missing=Missing.WORST,
    source="Open Contracting red flag R003; Government Procurement Law art. 35",
    caveat_en="Simple goods need less time than systems.",
    caveat_zh="简单货物所需时间少于系统建设。",
    provenance=Provenance.SYSTEM,
    concerns=(Party.GOVERNMENT,),
    freezes="G2",
    red_flags=("R003",),
    measure=measure,
)
