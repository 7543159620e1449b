"""Mode-appraisal gap 模式论证缺口."""

from risk.catalogue import Direction, Indicator, Knots, Missing, Party, Values
from risk.facets import MODE
from risk.facts import Facts
from risk.measuring import values

ITEMS = 8.0


def measure(facts: Facts) -> Values:
    """Share of the eight appraisal items that are not there."""
    return values(
        1 - facts.selection.appraisal_done / ITEMS,
        due=facts.basis.gate >= 2,  # noqa: PLR2004 - gate G2
        applies=facts.basis.native,
    )


INDICATOR = Indicator(
    code="M-01",
    name_en="Mode-appraisal gap",
    name_zh="模式论证缺口",
    facet=MODE,
    tier=1,
    weight_class=2,
    grain="project",
    due="G2",
    direction=Direction.UP,
    formula="x = 1 − done / 8",
    mapping=Knots(((0, 0), (0.25, 40), (0.5, 80), (0.75, 100))),
    missing=Missing.WORST,
    source="UK Sourcing Playbook 2024, delivery model assessment",
    caveat_en="A complete appraisal can still be written towards a wished result.",
    caveat_zh="论证完整也可能是为既定结论而写。",
    share_of=8,
    concerns=(Party.GOVERNMENT,),
    freezes="G2",
    measure=measure,
)
