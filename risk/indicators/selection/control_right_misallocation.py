"""Control-right misallocation (CRMI) 控制权错配指数."""

from risk.catalogue import Direction, Indicator, Knots, Missing, Party, Values
from risk.columns import ratio
from risk.facets import CONTRACT
from risk.facts import Facts
from risk.measuring import values
from risk.provenance import Provenance


def measure(facts: Facts) -> Values:
    """Weighted distance of the declared allocation of decision points from the ideal (CRMI)."""
    chosen = facts.selection
    return values(
        ratio(chosen.rights_misallocated, chosen.rights_weight),
        due=facts.basis.gate >= 2,  # noqa: PLR2004 - gate G2
        applies=facts.basis.native,
    )


INDICATOR = Indicator(
    code="M-28",
    name_en="Control-right misallocation (CRMI)",
    name_zh="控制权错配指数",
    facet=CONTRACT,
    tier=1,
    weight_class=3,
    grain="project",
    due="G2→close",
    direction=Direction.UP,
    formula="x = Σ ω_k·m_k / Σ ω_k (m_k in §1.4)",
    mapping=Knots(((0, 0), (0.1, 25), (0.25, 65), (0.4, 100))),
    missing=Missing.WORST,
    source="Zhou and Lian 2012 on control rights; Besley and Ghatak 2001",
    caveat_en="Shows the declared allocation; who really decides is the formal-real gap.",
    caveat_zh="反映声明的配置；实际由谁决定见名义与实际差距。",
    veto="V-RESERVED",
    provenance=Provenance.SYSTEM,
    concerns=(Party.GOVERNMENT,),
    measure=measure,
)
