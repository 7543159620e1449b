"""Past-performance rating gap 履约评价缺失."""

import numpy as np

from risk.catalogue import Case, Direction, Indicator, Missing, Party, Steps, Values
from risk.facets import ACCOUNT
from risk.facts import Facts
from risk.measuring import age_days, values
from risk.provenance import Provenance

DAYS_OF_MONTH = 30.4375


def measure(facts: Facts) -> Values:
    """Months, rounded up, since the oldest missing rating was due."""
    kept = facts.prosecution
    overdue = np.nan_to_num(age_days(kept.rating_due, facts.as_of))
    months = np.ceil(np.maximum(overdue, 0.0) / DAYS_OF_MONTH)
    return values(months, due=kept.ratings_expected > 0)


INDICATOR = Indicator(
    code="X-11",
    name_en="Past-performance rating gap",
    name_zh="履约评价缺失",
    facet=ACCOUNT,
    tier=1,
    weight_class=1,
    grain="contract",
    due="yearly",
    direction=Direction.UP,
    formula="x = whole months overdue, rounded up",
    mapping=Steps(
        (
            Case(
                0,
                0,
                "none overdue",
                "无逾期",
            ),
            Case(
                1,
                20,
                "up to 1 month overdue",
                "逾期不超过 1 个月",
            ),
            Case(
                2,
                50,
                "2 to 3 months overdue",
                "逾期 2–3 个月",
            ),
            Case(
                4,
                80,
                "4 to 6 months overdue",
                "逾期 4–6 个月",
            ),
            Case(
                7,
                100,
                "more than 6 months overdue",
                "逾期超过 6 个月",
            ),
        )
    ),
    missing=Missing.PROVISIONAL,
    source="FAR 42.1502, yearly and at completion",
    caveat_en="Says that a rating was given, not that it is fair.",
    caveat_zh="只说明已评价，不说明公正。",
    provenance=Provenance.SYSTEM,
    concerns=(Party.GOVERNMENT,),
    measure=measure,
)
