"""Payment ahead of earned value (R068) 超前付款率."""

import numpy as np

from risk.catalogue import Direction, Indicator, InputError, Knots, Missing, Party, Values
from risk.columns import ratio
from risk.facets import COST
from risk.facts import Facts
from risk.measuring import retired, under_way, values
from risk.provenance import Provenance


def measure(facts: Facts) -> Values:
    """Paid beyond accepted earned value and the open advance, over the contract value."""
    done = facts.supervision
    ahead = np.maximum(done.paid - done.earned_accepted - done.advance_open, 0.0)
    return values(
        np.where(done.paid > 0, ratio(ahead, facts.selection.contract_value), 0.0),
        due=under_way(facts) | (done.paid > 0),
        applies=facts.basis.native & ~retired(facts),
    )


INDICATOR = Indicator(
    code="S-08",
    name_en="Payment ahead of earned value (R068)",
    name_zh="超前付款率",
    facet=COST,
    tier=1,
    weight_class=3,
    grain="contract",
    due="event",
    direction=Direction.UP,
    formula="x = max(0, paid − EV_accepted − unamortised advance) / contract value",
    mapping=Knots(((0, 0), (0.05, 35), (0.1, 65), (0.2, 100))),
    missing=Missing.WORST,
    source="Open Contracting red flag R068",
    caveat_en="Needs earned value that government accepted.",
    caveat_zh="需要政府认可的挣值。",
    veto="V-PAY",
    retires=True,
    provenance=Provenance.SYSTEM,
    concerns=(
        Party.GOVERNMENT,
        Party.CONTRACTOR,
    ),
    error=InputError(absolute=0.02),
    red_flags=("R068",),
    measure=measure,
)
