"""Budget deviation from reference class 预算偏离参照类."""

from risk.catalogue import Direction, Indicator, InputError, Knots, Missing, Party, Values
from risk.columns import ratio
from risk.facets import ESTIMATE
from risk.facts import Facts
from risk.measuring import values

LEAST_CLASS = 5


def measure(facts: Facts) -> Values:
    """Budget against the median of its reference class, if the class is large enough."""
    plan = facts.planning
    return values(
        ratio(facts.basis.budget, plan.reference_median) - 1,
        due=facts.basis.gate >= 1,
        applies=facts.basis.native,
        enough=(plan.reference_n == 0) | (plan.reference_n >= LEAST_CLASS),
    )


INDICATOR = Indicator(
    code="P-05",
    name_en="Budget deviation from reference class",
    name_zh="预算偏离参照类",
    facet=ESTIMATE,
    tier=1,
    weight_class=3,
    grain="project",
    due="G1",
    direction=Direction.TWO_SIDED,
    formula="x = (B − R50) / R50",
    mapping=Knots(((-0.4, 100), (-0.2, 60), (-0.1, 25), (0, 0), (0.1, 15), (0.3, 60), (0.5, 100))),
    missing=Missing.EXCLUDED,
    source=(
        "Flyvbjerg and others 2022 on IT cost risk; UK Sourcing Playbook 2024; Open "
        "Contracting red flag R016"
    ),
    caveat_en="Depends on how alike the projects of the reference class are.",
    caveat_zh="取决于参照类项目的相似程度。",
    min_n=5,
    concerns=(Party.GOVERNMENT,),
    error=InputError(absolute=0.1),
    freezes="G1",
    red_flags=("R016",),
    measure=measure,
)
