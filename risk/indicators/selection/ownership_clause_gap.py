"""Government-ownership clause gap 政府所有权条款缺口."""

from risk.catalogue import Direction, Indicator, Knots, Missing, Party, Values
from risk.columns import ratio
from risk.facets import CONTRACT
from risk.facts import Facts
from risk.measuring import values


def measure(facts: Facts) -> Values:
    """Weighted share of the ownership clauses that are not present and reviewed."""
    chosen = facts.selection
    return values(
        1 - ratio(chosen.clause_weight_present, chosen.clause_weight),
        due=chosen.clause_weight > 0,
        applies=chosen.outsourced & facts.basis.native,
    )


INDICATOR = Indicator(
    code="M-26",
    name_en="Government-ownership clause gap",
    name_zh="政府所有权条款缺口",
    facet=CONTRACT,
    tier=1,
    weight_class=3,
    grain="contract",
    due="G2",
    direction=Direction.UP,
    formula="x = 1 − Σ ω·present_and_reviewed / Σ ω",
    mapping=Knots(((0, 0), (0.1, 40), (0.25, 80), (0.4, 100))),
    missing=Missing.WORST,
    source="Grossman, Hart and Moore on residual control rights",
    caveat_en="A clause on paper is not custody; see also ownership shortfall.",
    caveat_zh="纸面条款不等于实际保管。",
    veto="V-OWN",
    share_of=34,
    concerns=(
        Party.GOVERNMENT,
        Party.CONTRACTOR,
    ),
    freezes="G2",
    measure=measure,
)
