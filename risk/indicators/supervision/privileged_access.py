"""Privileged-access exposure 外包人员特权暴露."""

from risk.catalogue import Direction, Indicator, Knots, Missing, Party
from risk.facets import INFORMATION_SECURITY
from risk.provenance import Provenance

INDICATOR = Indicator(
    code="S-18",
    name_en="Privileged-access exposure",
    name_zh="外包人员特权暴露",
    facet=INFORMATION_SECURITY,
    tier=1,
    weight_class=2,
    grain="system",
    due="daily",
    direction=Direction.UP,
    formula="x = accounts with any defect / contractor privileged accounts",
    mapping=Knots(((0, 0), (0.05, 30), (0.2, 75), (0.4, 100))),
    missing=Missing.WORST,
    source="GB/T 22239, access control",
    caveat_en="Covers accounts on the register only.",
    caveat_zh="仅覆盖登记的账号。",
    provenance=Provenance.SYSTEM,
    concerns=(Party.CONTRACTOR,),
    awaits_en=(
        "privileged accounts of contractor staff in the system built, each with authorisation, "
        "second factor, sharing and last review; access reports speak of accounts on this "
        "platform only"
    ),
    awaits_zh="所建系统中承包商人员的特权账号（授权、双因素、共用、最近复核）；访问报告只涉及本平台账号",
)
