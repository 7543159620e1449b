"""Classified-protection assessment status 等保测评状态."""

from risk.catalogue import Case, Direction, Indicator, Missing, Party, Steps
from risk.facets import INFORMATION_SECURITY
from risk.provenance import Provenance

INDICATOR = Indicator(
    code="S-13",
    name_en="Classified-protection assessment status",
    name_zh="等保测评状态",
    facet=INFORMATION_SECURITY,
    tier=1,
    weight_class=3,
    grain="system",
    due="event",
    direction=Direction.UP,
    formula="x = row of the case table",
    mapping=Steps(
        (
            Case(0, 0, "excellent or conforming, in date", "优或符合，在有效期内"),
            Case(1, 15, "good, in date", "良，在有效期内"),
            Case(2, 35, "medium or basically conforming, in date", "中或基本符合，在有效期内"),
            Case(3, 60, "overdue by up to 90 days", "逾期不超过 90 天"),
            Case(
                4,
                100,
                "poor or not conforming, high risk unresolved, or overdue by more than 90 days",
                "差或不符合、高风险未整改，或逾期超过 90 天",
            ),
        )
    ),
    missing=Missing.WORST,
    source="GB/T 22239 and GB/T 28448; assessment report template of 2025",
    caveat_en="Both report templates are read; they do not use the same words.",
    caveat_zh="兼容两种报告模板，其用语不同。",
    veto="V-SEC",
    provenance=Provenance.THIRD_PARTY,
    concerns=(
        Party.GOVERNMENT,
        Party.CONTRACTOR,
    ),
    awaits_en=(
        "assessments as rows with day, template and grade, and the next due day; gates G3 and "
        "G4 keep filing and pass or fail, which open V-SEC"
    ),
    awaits_zh=(
        "测评记录（日期、模板、等级、下次到期日）；G3、G4 仅记录备案与通过与否，并据此触发 V-SEC"
    ),
)
