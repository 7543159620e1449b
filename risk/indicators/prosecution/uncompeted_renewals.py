"""Uncompeted renewals 非竞争续约次数."""

from risk.catalogue import Case, Direction, Indicator, Missing, Party, Steps
from risk.facets import EXIT
from risk.provenance import Provenance

INDICATOR = Indicator(
    code="X-06",
    name_en="Uncompeted renewals",
    name_zh="非竞争续约次数",
    facet=EXIT,
    tier=1,
    weight_class=2,
    grain="contract",
    due="renewal",
    direction=Direction.UP,
    formula="x = consecutive renewals without competition",
    mapping=Steps(
        (
            Case(0, 0, "none", "无"),
            Case(1, 40, "1 renewal", "续约 1 次"),
            Case(2, 75, "2 renewals", "续约 2 次"),
            Case(3, 100, "3 or more renewals", "续约 3 次及以上"),
        )
    ),
    missing=Missing.PROVISIONAL,
    source="Open Contracting red flag R040",
    caveat_en="A renewal can be the better choice; the count does not say why.",
    caveat_zh="续约可能更优;次数不说明原因。",
    provenance=Provenance.SYSTEM,
    concerns=(Party.GOVERNMENT,),
    red_flags=("R040",),
    awaits_en="renewals of contracts",
    awaits_zh="合同续约",
)
