"""Data-custody deviation 数据托管偏离."""

import numpy as np

from risk.catalogue import Case, Direction, Indicator, Missing, Party, Steps, Values
from risk.facets import INFORMATION_SECURITY
from risk.facts import Facts
from risk.measuring import values
from risk.provenance import Provenance

IN_CUSTODY, GENERAL, SENSITIVE = 0.0, 1.0, 2.0


def measure(facts: Facts) -> Values:
    """Whether the last verification of the data found them where they belong; due once somebody
    looked."""
    found = facts.acceptance
    row = np.where(facts.basis.sensitive, SENSITIVE, GENERAL)
    return values(
        np.where(found.data_outside > 0, row, IN_CUSTODY),
        due=found.data_checked > 0,
        applies=facts.basis.native,
    )


INDICATOR = Indicator(
    code="S-19",
    name_en="Data-custody deviation",
    name_zh="数据托管偏离",
    facet=INFORMATION_SECURITY,
    tier=1,
    weight_class=3,
    grain="system",
    due="event",
    direction=Direction.UP,
    formula="x = row of the case table",
    mapping=Steps(
        (
            Case(
                0,
                0,
                "no deviation",
                "无偏离",
            ),
            Case(
                1,
                50,
                "general data outside approved custody",
                "一般数据脱离核准托管",
            ),
            Case(
                2,
                100,
                "important or personal data outside custody",
                "重要数据或个人信息脱离托管",
            ),
        )
    ),
    missing=Missing.WORST,
    source="Data Security Law art. 40; Wenzhou case 2023",
    caveat_en="Custody is observed at inspections only.",
    caveat_zh="只在检查时观察托管情况。",
    veto="V-DATA",
    provenance=Provenance.THIRD_PARTY,
    concerns=(Party.CONTRACTOR,),
    measure=measure,
)
