"""Exit-readiness gap 退出准备缺口."""

from risk.catalogue import Direction, Indicator, Knots, Missing, Party
from risk.facets import EXIT

INDICATOR = Indicator(
    code="X-05",
    name_en="Exit-readiness gap",
    name_zh="退出准备缺口",
    facet=EXIT,
    tier=1,
    weight_class=2,
    grain="contract",
    due="quarterly",
    direction=Direction.UP,
    formula="x = 1 − done / 8",
    mapping=Knots(((0, 0), (0.2, 25), (0.5, 75), (0.75, 100))),
    missing=Missing.PROVISIONAL,
    source="UK Sourcing Playbook 2024, resolution planning",
    caveat_en="A plan on paper is not an exit that was rehearsed.",
    caveat_zh="纸面计划不等于演练过的退出。",
    concerns=(
        Party.GOVERNMENT,
        Party.CONTRACTOR,
    ),
    awaits_en=(
        "an exit plan with its eight items as rows; only the asset list and verifications by "
        "export and rebuild are kept, and gate G5 keeps one statement on the rehearsal"
    ),
    awaits_zh=(
        "退出计划八项的逐项记录；目前仅有资产清单、导出与重建核验，以及 G5 关于演练的一项陈述"
    ),
)
