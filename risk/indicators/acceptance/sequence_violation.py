"""Acceptance sequence violation 验收时序违规."""

import numpy as np

from risk.catalogue import Case, Direction, Indicator, Missing, Party, Steps, Values
from risk.facets import PROCEDURE
from risk.facts import Facts
from risk.measuring import values
from risk.provenance import Provenance

LEAST_REVIEW = 3
IN_ORDER, SHORT, TOO_EARLY = 0.0, 1.0, 2.0


def measure(facts: Facts) -> Values:
    """Whether delivery and tests came before the decision, and three working days between."""
    accepted = facts.acceptance
    known = ~np.isnat(accepted.decided) & ~np.isnat(accepted.delivered)
    delivered = np.where(known, accepted.delivered, facts.as_of)
    decided = np.where(known, accepted.decided, facts.as_of)
    early = (decided < delivered) | (accepted.tested > decided) | np.isnat(accepted.tested)
    short = np.busday_count(delivered, decided) < LEAST_REVIEW
    order = np.where(early, TOO_EARLY, np.where(short, SHORT, IN_ORDER))
    return values(
        np.where(known, order, np.nan),
        due=~np.isnat(accepted.decided),
        applies=facts.basis.native,
    )


INDICATOR = Indicator(
    code="A-06",
    name_en="Acceptance sequence violation",
    name_zh="验收时序违规",
    facet=PROCEDURE,
    tier=1,
    weight_class=2,
    grain="contract",
    due="G4",
    direction=Direction.UP,
    formula="x = row of the case table",
    mapping=Steps(
        (
            Case(
                0,
                0,
                "in order",
                "顺序正确",
            ),
            Case(
                1,
                60,
                "review shorter than 3 working days",
                "审查不足 3 个工作日",
            ),
            Case(
                2,
                100,
                "decided before delivery or test",
                "先于交付或测试作出决定",
            ),
        )
    ),
    missing=Missing.WORST,
    source="Audit rule: acceptance earlier than delivery",
    caveat_en="Dates as recorded; weekends count as no working days, holidays do.",
    caveat_zh="按记录日期计算；扣除周末，未扣除节假日。",
    provenance=Provenance.SYSTEM,
    concerns=(Party.GOVERNMENT,),
    freezes="G4",
    measure=measure,
)
