"""Freezing: what an indicator came to when its gate was passed stands instead of what the facts
would say today. It is not stale, and it is the same bits in every run."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from risk.catalogue import Indicator, State, Values
from risk.columns import Counts, Floats, Shorts, States
from risk.measurement import ORDER, Measured

STAYS_LIVE = (State.NOT_DUE, State.ERROR)

FREEZING: dict[str, tuple[Indicator, ...]] = {
    gate: tuple(one for one in ORDER if one.freezes == gate)
    for gate in sorted({one.freezes for one in ORDER if one.freezes})
}


@dataclass(frozen=True, slots=True)
class Frozen:
    """The values fixed by one gate: places of the projects in their chunk, and [n, k] in the
    order of the indicators that this gate freezes."""

    gate: str
    places: Counts
    x: Floats
    states: States
    ages: Floats


def standing(values: Measured, frozen: Sequence[Frozen]) -> Measured:
    """Values with the frozen ones in their places; what was not due then stays as it is now."""
    changed = dict(values)
    for part in frozen:
        is_fixed = ~np.isin(part.states, STAYS_LIVE)
        for column, indicator in enumerate(FREEZING[part.gate]):
            fixed = is_fixed[:, column]
            places = part.places[fixed]
            now = changed[indicator]
            x, states = now.x.copy(), now.states.copy()
            ages = np.full(len(x), np.nan) if now.ages is None else now.ages.copy()
            x[places] = part.x[fixed, column]
            states[places] = part.states[fixed, column]
            ages[places] = part.ages[fixed, column]
            changed[indicator] = Values(x=x, states=states, ages=ages)
    return changed


def gates_frozen(frozen: Sequence[Frozen], projects: int) -> Shorts:
    """A bit for each gate whose values are frozen: bit 1 for G1."""
    bits = np.zeros(projects, dtype=np.int16)
    for part in frozen:
        bits[part.places] |= np.int16(1 << int(part.gate[1:]))
    return bits
