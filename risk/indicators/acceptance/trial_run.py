"""Trial-run instability 试运行不稳定度."""

from risk.catalogue import Direction, Indicator, InputError, Knots, Missing, Party
from risk.facets import FITNESS
from risk.provenance import Provenance

INDICATOR = Indicator(
    code="A-10",
    name_en="Trial-run instability",
    name_zh="试运行不稳定度",
    facet=FITNESS,
    tier=1,
    weight_class=2,
    grain="system",
    due="trial",
    direction=Direction.UP,
    formula="x = downtime / allowed downtime",
    mapping=Knots(((0.5, 0), (1, 30), (2, 70), (4, 100))),
    missing=Missing.PROVISIONAL,
    source="Practice of switching systems",
    caveat_en="A quiet trial may be a trial with few users.",
    caveat_zh="试运行平稳可能只因用户少。",
    provenance=Provenance.CONTRACTOR,
    concerns=(Party.CONTRACTOR,),
    error=InputError(relative=0.05),
    freezes="G4",
    awaits_en=(
        "a record of the trial run with its window, minutes allowed and minutes lost; today "
        "the trial is a milestone and an attestation of gate G3"
    ),
    awaits_zh="试运行记录（窗口、允许停机分钟、实际停机分钟）；目前试运行只是里程碑和 G3 的陈述",
)
