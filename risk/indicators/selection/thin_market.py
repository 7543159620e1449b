"""Thin supply market 供应市场稀薄度."""

from risk.catalogue import Case, Direction, Indicator, InputError, Missing, Party, Steps, Values
from risk.facets import MARKET
from risk.facts import Facts
from risk.measuring import values


def measure(facts: Facts) -> Values:
    """Number of qualified independent suppliers that the market study found."""
    return values(
        facts.selection.market_suppliers,
        due=facts.basis.gate >= 2,  # noqa: PLR2004 - gate G2
        applies=facts.basis.native & facts.selection.outsourced,
    )


INDICATOR = Indicator(
    code="M-04",
    name_en="Thin supply market",
    name_zh="供应市场稀薄度",
    facet=MARKET,
    tier=1,
    weight_class=2,
    grain="project",
    due="G2",
    direction=Direction.DOWN,
    formula="x = n",
    mapping=Steps(
        (
            Case(
                0,
                100,
                "at most 1 supplier",
                "至多 1 家",
            ),
            Case(
                2,
                80,
                "2 suppliers",
                "2 家",
            ),
            Case(
                3,
                50,
                "3 or 4 suppliers",
                "3–4 家",
            ),
            Case(
                5,
                20,
                "5 to 7 suppliers",
                "5–7 家",
            ),
            Case(
                8,
                0,
                "8 or more suppliers",
                "8 家及以上",
            ),
        )
    ),
    missing=Missing.PROVISIONAL,
    source="Bahli and Rivard 2003, small number of suppliers",
    caveat_en="A market study can miss suppliers of other regions.",
    caveat_zh="市场调研可能遗漏外地供应商。",
    concerns=(Party.GOVERNMENT,),
    error=InputError(absolute=1.0),
    freezes="G2",
    measure=measure,
)
