"""Security planning gap 安全规划缺口."""

from risk.catalogue import Direction, Indicator, Knots, Missing, Party
from risk.facets import ASSURANCE

INDICATOR = Indicator(
    code="P-09",
    name_en="Security planning gap",
    name_zh="安全规划缺口",
    facet=ASSURANCE,
    tier=1,
    weight_class=3,
    grain="project",
    due="G1",
    direction=Direction.UP,
    formula="x = 1 − done / applicable",
    mapping=Knots(((0, 0), (0.15, 30), (0.4, 80), (0.6, 100))),
    missing=Missing.WORST,
    source="Data Security Law art. 40; GB/T 22239",
    caveat_en="Counts documents that exist, not their depth.",
    caveat_zh="统计文件是否存在，不反映其深度。",
    veto="V-DSL40",
    share_of=7,
    concerns=(Party.GOVERNMENT,),
    freezes="G1",
    awaits_en=(
        "the seven security items of the plan as rows, each with its state: three are kept "
        "(protection level, classification, entrustment); impact assessment, cryptography "
        "plan, threat model and continuity targets are text inside one plan item"
    ),
    awaits_zh="规划的七个安全项逐项记录：已有三项（保护等级、数据分类、委托审批）；影响评估、密码方案、威胁模型、连续性目标仅是同一规划项中的文字",
)
