"""Security-incident burden 安全事件负荷."""

from risk.catalogue import Direction, Indicator, InputError, Knots, Missing, Party
from risk.facets import INFORMATION_SECURITY

INDICATOR = Indicator(
    code="S-15",
    name_en="Security-incident burden",
    name_zh="安全事件负荷",
    facet=INFORMATION_SECURITY,
    tier=1,
    weight_class=3,
    grain="system",
    due="daily",
    direction=Direction.UP,
    formula="x = Σ weight·2^(−a/180)·(1.5 if reported late)",
    mapping=Knots(((0, 0), (1, 15), (3, 35), (9, 70), (27, 100))),
    missing=Missing.EXCLUDED,
    source="Measures on reporting network security incidents 2025",
    caveat_en="Only reported incidents are seen.",
    caveat_zh="只能看到已报告事件。",
    concerns=(
        Party.GOVERNMENT,
        Party.CONTRACTOR,
    ),
    error=InputError(relative=0.1),
    awaits_en="security incidents as rows, each with level, day and time of report",
    awaits_zh="安全事件记录（等级、日期、报告时间）",
)
