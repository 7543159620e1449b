"""The study of a project: quantiles of its score, chances of its bands, and what widens them."""

from dataclasses import dataclass

import numpy as np

from risk.columns import Floats
from risk.scoring import Model
from risk.scoring.bands import plain_bands
from risk.scoring.score import vetoed
from risk.uncertainty.case import Case
from risk.uncertainty.doubts import DOUBTS, DRAWS, Doubts, Source
from risk.uncertainty.drawing import drawn
from risk.uncertainty.world import World, world_of

LEVELS = np.linspace(0.0, 1.0, 101)
OUTER = (0.05, 0.95)
WORST = 100.0  # roots of powers may exceed it by their last bit


@dataclass(frozen=True, slots=True)
class Study:
    """Draws and quantiles [101] are those before a veto; `bands` are the shares of draws in each
    of the five bands with it; `alone` has P5 and P95 for each source, the others not in doubt."""

    draws: Floats
    floor: float
    quantiles: Floats
    bands: Floats
    alone: Floats

    def at(self, level: int) -> float:
        """The quantile of the score, with the veto, in percent."""
        return min(max(float(self.quantiles[level]), self.floor), WORST)


@dataclass(frozen=True, slots=True)
class Method:
    """A model and its worlds, made once for many projects."""

    model: Model
    doubts: Doubts
    draws: int
    whole: World
    alone: tuple[World, ...]


def method(
    model: Model, catalogue_hash: str, doubts: Doubts = DOUBTS, draws: int = DRAWS
) -> Method:
    """What all projects under this model have in common."""
    return Method(
        model=model,
        doubts=doubts,
        draws=draws,
        whole=world_of(model, catalogue_hash, doubts, draws),
        alone=tuple(
            world_of(model, catalogue_hash, doubts.alone(source), draws) for source in Source
        ),
    )


def study(case: Case, how: Method, seed: int) -> Study:
    """Draw the scores of the project under everything in doubt, and under each source alone."""
    found = np.broadcast_to(drawn(case, how.model, how.whole, seed), how.draws)
    floor = float(case.matrix.floors[0])
    return Study(
        draws=found,
        floor=floor,
        quantiles=np.quantile(found, LEVELS, method="median_unbiased"),
        bands=shares_of_bands(found, floor, how.model),
        alone=np.array(
            [
                np.quantile(drawn(case, how.model, world, seed), OUTER, method="median_unbiased")
                for world in how.alone
            ]
        ),
    )


def shares_of_bands(draws: Floats, floor: float, model: Model) -> Floats:
    """The share of draws in each band by its borders alone, lowest first."""
    final = vetoed(draws, np.full(len(draws), floor))
    bands = plain_bands(final, model)
    known = bands[bands >= 0]
    if not len(known):
        return np.full(len(model.band_edges) + 1, np.nan)
    return np.bincount(known, minlength=len(model.band_edges) + 1) / len(known)
