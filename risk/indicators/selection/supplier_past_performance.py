"""Supplier past performance 承包商履约历史."""

from risk.catalogue import Direction, Indicator, InputError, Knots, Missing, Party, Values
from risk.facets import PARTNER
from risk.facts import Facts
from risk.measuring import values


def measure(facts: Facts) -> Values:
    """Closed ratings of who was awarded, by value and age; nobody is judged without any."""
    chosen = facts.selection
    return values(
        chosen.past_rating,
        due=chosen.awards > 0,
        applies=facts.basis.native,
        enough=chosen.past_ratings > 0,
    )


INDICATOR = Indicator(
    code="M-24",
    name_en="Supplier past performance",
    name_zh="承包商履约历史",
    facet=PARTNER,
    tier=1,
    weight_class=2,
    grain="tenderer",
    due="award",
    direction=Direction.DOWN,
    formula="x = Σ v_j·2^(−a_j/18)·r_j / Σ v_j·2^(−a_j/18)",
    mapping=Knots(((1, 100), (2, 80), (3, 45), (4, 15), (4.5, 0))),
    missing=Missing.EXCLUDED,
    source="FAR 42.15, five-level scale and three years of look-back",
    caveat_en="Ratings by one agency weigh as much as those by ten.",
    caveat_zh="单一机构的评价与多家同等权重。",
    min_n=1,
    veto="V-DEBAR",
    concerns=(Party.CONTRACTOR,),
    error=InputError(absolute=0.5),
    freezes="G2",
    red_flags=("R046",),
    measure=measure,
)
