"""Ownership shortfall 政府所有权缺口."""

from risk.catalogue import Direction, Indicator, Knots, Missing, Party, Values
from risk.columns import ratio
from risk.facets import OWNER
from risk.facts import Facts
from risk.measuring import PROSECUTION, values
from risk.provenance import Provenance


def measure(facts: Facts) -> Values:
    """What is missing to full government ownership of the assets (1 − GOI)."""
    accepted = facts.acceptance
    return values(
        1 - ratio(accepted.assets_owned, accepted.assets_weight),
        due=facts.basis.stage >= PROSECUTION,
        applies=facts.basis.native,
    )


INDICATOR = Indicator(
    code="X-17",
    name_en="Ownership shortfall",
    name_zh="政府所有权缺口",
    facet=OWNER,
    tier=1,
    weight_class=3,
    grain="system",
    due="weekly",
    direction=Direction.UP,
    formula="x = 1 − Σ w·(0.4 t + 0.3 c + 0.3 o) / Σ w",
    mapping=Knots(((0, 0), (0.1, 25), (0.25, 65), (0.4, 100))),
    missing=Missing.WORST,
    source="Grossman, Hart and Moore on ownership of assets",
    caveat_en="Title alone is ownership on paper; a verification older than a year counts half.",
    caveat_zh="仅有权属属于纸面所有；超过一年的核验折半计算。",
    veto="V-OWN",
    provenance=Provenance.THIRD_PARTY,
    concerns=(
        Party.GOVERNMENT,
        Party.CONTRACTOR,
    ),
    measure=measure,
)
