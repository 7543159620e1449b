"""Publication gap (R004/R005/R063) 信息公开缺口."""

from risk.catalogue import Direction, Indicator, Knots, Missing, Party
from risk.facets import MARKET
from risk.provenance import Provenance

INDICATOR = Indicator(
    code="M-31",
    name_en="Publication gap (R004/R005/R063)",
    name_zh="信息公开缺口",
    facet=MARKET,
    tier=1,
    weight_class=2,
    grain="tender",
    due="contract",
    direction=Direction.UP,
    formula="x = missing or late / required",
    mapping=Knots(((0, 0), (0.2, 40), (0.4, 80), (0.6, 100))),
    missing=Missing.WORST,
    source="Open Contracting red flags R004, R005 and R063",
    caveat_en="Classified procurements publish less by law.",
    caveat_zh="涉密采购依法少公开。",
    provenance=Provenance.SYSTEM,
    concerns=(Party.GOVERNMENT,),
    freezes="G2",
    red_flags=(
        "R004",
        "R005",
        "R063",
    ),
    awaits_en=(
        "a list of the publications that a procurement needs (intent, notice, documents, "
        "award, contract), each with due and actual day; only the notice has its day"
    ),
    awaits_zh="采购应公开事项清单（意向、公告、文件、中标、合同）及各自应公开与实际公开日期；目前仅公告有日期",
)
