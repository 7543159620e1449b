"""Uncompeted renewals 非竞争续约次数."""

import numpy as np

from risk.catalogue import Case, Direction, Indicator, Missing, Party, Steps, Values
from risk.facets import EXIT
from risk.facts import Facts
from risk.measuring import values
from risk.provenance import Provenance


def measure(facts: Facts) -> Values:
    """The last contracts in a row that went to the same contractor without competition."""
    followed = facts.prosecution
    return values(followed.renewals.astype(np.float64), due=followed.successions > 0)


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
    caveat_en=(
        "A renewal can be the better choice; the count does not say why. It sees contracts of one "
        "project, of which one begins when the other has ended."
    ),
    caveat_zh="续约可能更优；次数不说明原因。仅统计同一项目中前后衔接的合同。",
    provenance=Provenance.SYSTEM,
    concerns=(Party.GOVERNMENT,),
    red_flags=("R040",),
    measure=measure,
)
