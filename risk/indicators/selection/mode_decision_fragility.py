"""Mode-decision fragility 模式决策脆弱度."""

from risk.catalogue import Direction, Indicator, InputError, Knots, Missing, Party, Values
from risk.facets import MODE
from risk.facts import Facts
from risk.measuring import CONTRACTED, values
from risk.provenance import Provenance


def measure(facts: Facts) -> Values:
    """Share of the draws of the sensitivity run in which the chosen mode does not come first."""
    return values(
        facts.selection.mode_fragility,
        due=facts.basis.gate >= CONTRACTED,
        applies=facts.basis.native,
    )


INDICATOR = Indicator(
    code="M-02",
    name_en="Mode-decision fragility",
    name_zh="模式决策脆弱度",
    facet=MODE,
    tier=1,
    weight_class=1,
    grain="project",
    due="G2",
    direction=Direction.UP,
    formula=(
        "x = share of N ≥ 2 000 Dirichlet(κ·w, κ = 40) draws in which the chosen "
        "alternative is not ranked first"
    ),
    mapping=Knots(((0.05, 0), (0.2, 30), (0.4, 70), (0.5, 100))),
    missing=Missing.PROVISIONAL,
    source="OECD and JRC Handbook on Constructing Composite Indicators 2008",
    caveat_en="Only the weights are shaken, not the scores of the alternatives.",
    caveat_zh="只扰动权重，不扰动备选方案得分。",
    provenance=Provenance.SYSTEM,
    concerns=(Party.GOVERNMENT,),
    error=InputError(absolute=0.02),
    freezes="G2",
    measure=measure,
)
