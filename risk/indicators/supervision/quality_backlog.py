"""Quality backlog 质量不符合项积压."""

from risk.catalogue import Direction, Indicator, InputError, Knots, Missing, Party, Values
from risk.columns import ratio
from risk.facets import QUALITY
from risk.facts import Facts
from risk.measuring import retired, under_way, values
from risk.provenance import Provenance


def measure(facts: Facts) -> Values:
    """Severity of findings open past their date over the severity of all; none is no ground."""
    done = facts.supervision
    return values(
        ratio(done.severity_overdue, done.severity_raised),
        due=under_way(facts),
        applies=(done.severity_raised > 0) & ~retired(facts),
    )


INDICATOR = Indicator(
    code="S-05",
    name_en="Quality backlog",
    name_zh="质量不符合项积压",
    facet=QUALITY,
    tier=1,
    weight_class=2,
    grain="contract",
    due="monthly",
    direction=Direction.UP,
    formula="x = Σ sev overdue-open / Σ sev raised",
    mapping=Knots(((0, 0), (0.1, 25), (0.3, 70), (0.5, 100))),
    missing=Missing.PROVISIONAL,
    source="Aubert and others 1998, service debasement",
    caveat_en="A supervisor that finds nothing keeps this at zero.",
    caveat_zh="监理不发现问题时该值为零。",
    retires=True,
    provenance=Provenance.THIRD_PARTY,
    concerns=(Party.CONTRACTOR,),
    error=InputError(relative=0.1),
    measure=measure,
)
