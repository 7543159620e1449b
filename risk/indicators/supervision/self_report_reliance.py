"""Contractor self-report reliance 承包商自报依赖度."""

from risk.catalogue import Direction, Indicator, Knots, Missing, Party, Values
from risk.columns import ratio
from risk.facets import INFORMATION_SECURITY
from risk.facts import Facts
from risk.measuring import under_way, values
from risk.provenance import Provenance


def measure(facts: Facts) -> Values:
    """Share of the progress measurements that the contractor made and nobody verified."""
    done = facts.supervision
    return values(
        ratio(done.measurements_unverified, done.measurements),
        due=under_way(facts),
        applies=facts.basis.native,
    )


INDICATOR = Indicator(
    code="S-12",
    name_en="Contractor self-report reliance",
    name_zh="承包商自报依赖度",
    facet=INFORMATION_SECURITY,
    tier=1,
    weight_class=2,
    grain="contract",
    due="monthly",
    direction=Direction.UP,
    formula="x = contractor-provided and unverified / all measurements of the period",
    mapping=Knots(((0.1, 0), (0.3, 30), (0.6, 75), (0.9, 100))),
    missing=Missing.PROVISIONAL,
    source="National Audit Office on Universal Credit 2013",
    caveat_en="Verified can mean countersigned without looking.",
    caveat_zh="“已核实”可能只是会签。",
    provenance=Provenance.SYSTEM,
    concerns=(
        Party.CONTRACTOR,
        Party.SUPERVISOR,
    ),
    measure=measure,
)
