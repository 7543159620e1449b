"""Audit-finding ageing 审计整改滞后率."""

from risk.catalogue import Direction, Indicator, Knots, Missing, Party, Values
from risk.columns import ratio
from risk.facets import ACCOUNT
from risk.facts import Facts
from risk.measuring import values
from risk.provenance import Provenance


def measure(facts: Facts) -> Values:
    """Share of the high and medium audit findings that are overdue or were closed late."""
    kept = facts.prosecution
    return values(ratio(kept.findings_late, kept.findings), due=kept.findings > 0)


INDICATOR = Indicator(
    code="X-10",
    name_en="Audit-finding ageing",
    name_zh="审计整改滞后率",
    facet=ACCOUNT,
    tier=1,
    weight_class=2,
    grain="project",
    due="weekly",
    direction=Direction.UP,
    formula="x = (open overdue + closed late in 180 d) / (open + closed in 180 d)",
    mapping=Knots(((0, 0), (0.1, 25), (0.3, 70), (0.5, 100))),
    missing=Missing.PROVISIONAL,
    source="INTOSAI practice on follow-up of audits",
    caveat_en="Few findings make the share jump.",
    caveat_zh="发现较少时比率波动大。",
    provenance=Provenance.THIRD_PARTY,
    concerns=(Party.GOVERNMENT,),
    measure=measure,
)
