"""Asset-specificity / mode mismatch 资产专用性与模式错配."""

from risk.catalogue import Direction, Indicator, InputError, Knots, Missing, Party
from risk.facets import MODE

INDICATOR = Indicator(
    code="M-03",
    name_en="Asset-specificity / mode mismatch",
    name_zh="资产专用性与模式错配",
    facet=MODE,
    tier=1,
    weight_class=3,
    grain="project",
    due="G2",
    direction=Direction.UP,
    formula="q_f = ((spec + (6 − meas) + unc + sec)/4 − 1)/4; x = Σ v_f·q_f·o_f / Σ v_f",
    mapping=Knots(((0.1, 0), (0.3, 30), (0.5, 70), (0.7, 100))),
    missing=Missing.PROVISIONAL,
    source="Transaction costs: Bahli and Rivard 2003; Aubert and others 1998",
    caveat_en="Rests on ratings by people.",
    caveat_zh="依赖人工评分。",
    concerns=(Party.GOVERNMENT,),
    error=InputError(absolute=0.0625),  # half a step in each of four ratings, independently
    freezes="G2",
    awaits_en=(
        "functions of the project as rows, each with its value and ratings of specificity, "
        "measurability, uncertainty and security; alternatives are rated as a whole"
    ),
    awaits_zh="项目各功能的记录（价值、专用性、可计量性、不确定性、安全评分）；目前只对备选方案整体评分",
)
