"""Acceptance-committee independence deficit 验收委员会独立性不足."""

from risk.catalogue import Direction, Indicator, Knots, Missing, Party
from risk.facets import PROCEDURE

INDICATOR = Indicator(
    code="A-05",
    name_en="Acceptance-committee independence deficit",
    name_zh="验收委员会独立性不足",
    facet=PROCEDURE,
    tier=1,
    weight_class=3,
    grain="contract",
    due="G4",
    direction=Direction.UP,
    formula="x = 1 − (independent experts + user representatives) / voters",
    mapping=Knots(((0.33, 0), (0.5, 40), (0.7, 80), (1, 100))),
    missing=Missing.WORST,
    source="Government Procurement Law art. 41; implementing regulation art. 45",
    caveat_en="Hidden affiliations stay hidden.",
    caveat_zh="隐蔽关联仍不可见。",
    veto="V-ACC",
    concerns=(Party.GOVERNMENT,),
    freezes="G4",
    awaits_en=(
        "members of an acceptance committee as rows, each with organisation, role (expert, "
        "user, other) and vote; today one person decides, and who sat on the committee is a "
        "paper"
    ),
    awaits_zh="验收委员会成员的记录（单位、角色、表决）；目前由一人决定，委员会组成仅见于文件",
)
