"""Which finished projects a project is compared with: as alike as there are enough of."""

from dataclasses import dataclass

import numpy as np

from risk.columns import Counts, Flags, Floats
from risk.uncertainty.reference import LEAST, ReferenceClass, reference_class

BUDGETS = (1_000_000.0, 5_000_000.0, 20_000_000.0)
"""Borders between the four sizes of projects, in yuan."""


@dataclass(frozen=True, slots=True)
class Traits:
    """What projects have in common: operation mode, size of the budget (0 to 3), level of the
    agency (0 is the highest). Empty or None narrows nothing."""

    mode: str = ""
    budget: int | None = None
    level: int | None = None


def size_of(budget: float) -> int | None:
    """Which of the four sizes a budget in yuan has."""
    return None if np.isnan(budget) else int(np.searchsorted(BUDGETS, budget, side="right"))


@dataclass(frozen=True, slots=True)
class Finished:
    """Finished projects: a place each in every column; ratios are actual to planned, NaN where
    unknown."""

    projects: Counts
    traits: tuple[Traits, ...]
    cost: Floats
    time: Floats

    def like(self, traits: Traits) -> Flags:
        """Those that have these traits in common."""
        return np.array([alike(one, traits) for one in self.traits], dtype=bool)


def alike(one: Traits, wanted: Traits) -> bool:
    """Whether a project has what is wanted."""
    return (
        wanted.mode in {"", one.mode}
        and wanted.budget in {None, one.budget}
        and wanted.level in {None, one.level}
    )


def narrowings(traits: Traits) -> tuple[Traits, ...]:
    """From the narrowest class to all finished projects."""
    return (
        traits,
        Traits(mode=traits.mode, budget=traits.budget),
        Traits(mode=traits.mode),
        Traits(),
    )


def compared(
    finished: Finished, ratios: Floats, project: int, traits: Traits
) -> tuple[ReferenceClass, Traits]:
    """The narrowest class with enough finished projects other than `project`, and what it has in
    common; else all of them, which the published prior stands for while they are too few."""
    others = (finished.projects != project) & np.isfinite(ratios) & (ratios > 0)
    for wanted in narrowings(traits):
        chosen = others & finished.like(wanted)
        if chosen.sum() >= LEAST:
            return reference_class(ratios[chosen]), wanted
    return reference_class(ratios[others]), Traits()
