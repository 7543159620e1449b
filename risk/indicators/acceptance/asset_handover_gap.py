"""Asset-handover gap 资产移交缺口."""

from risk.catalogue import Direction, Indicator, Knots, Missing, Party, Values
from risk.columns import ratio
from risk.facets import HANDOVER
from risk.facts import Facts
from risk.measuring import values
from risk.provenance import Provenance


def measure(facts: Facts) -> Values:
    """Weighted share of required assets that are not verified in government custody."""
    accepted = facts.acceptance
    return values(
        1 - ratio(accepted.required_verified, accepted.required_weight),
        due=facts.basis.gate >= 4,  # noqa: PLR2004 - gate G4
        applies=facts.basis.native,
    )


INDICATOR = Indicator(
    code="A-07",
    name_en="Asset-handover gap",
    name_zh="资产移交缺口",
    facet=HANDOVER,
    tier=1,
    weight_class=3,
    grain="contract",
    due="G4",
    direction=Direction.UP,
    formula="x = 1 − Σ w verified / Σ w required",
    mapping=Knots(((0, 0), (0.05, 25), (0.15, 65), (0.3, 100))),
    missing=Missing.WORST,
    source="Bahli and Rivard 2003 on lock-in; incomplete contracts",
    caveat_en="Only what stands in the register can be missing.",
    caveat_zh="未登记的资产不会显示为缺失。",
    veto="V-OWN",
    provenance=Provenance.THIRD_PARTY,
    concerns=(
        Party.GOVERNMENT,
        Party.CONTRACTOR,
    ),
    measure=measure,
)
