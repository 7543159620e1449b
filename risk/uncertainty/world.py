"""The world of a draw: what the weights and thresholds of the model would be if they were others.

The same draws for every project, for the model is one: if the weights should have been different,
they should have been so for all. That is why projects can be ranked draw by draw.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from risk.catalogue import Indicator, Knots
from risk.columns import Floats
from risk.scoring import Model
from risk.uncertainty.doubts import Doubts
from risk.uncertainty.seeds import seed_of, stream


@dataclass(frozen=True, slots=True)
class World:
    """Weights of the dimensions [5, N], or [5, 1] where they are not doubted; and how strict the
    thresholds of an indicator are, 1 as published."""

    seed: int
    doubts: Doubts
    draws: int
    weights: Floats

    def strictness(self, indicator: Indicator) -> Floats:
        """Factors [N] within 1 ± the share; one for all thresholds of the indicator."""
        return _factors(self.seed, indicator.code, self.doubts.thresholds, self.draws)


@lru_cache(maxsize=256)
def _factors(seed: int, code: str, share: float, draws: int) -> Floats:
    found = 1.0 + share * (2.0 * stream(seed, "thresholds", code).random(draws) - 1.0)
    found.flags.writeable = False
    return found


def world_of(model: Model, catalogue_hash: str, doubts: Doubts, draws: int) -> World:
    """The draws that belong to a model; its seed names the model and its catalogue only."""
    seed = seed_of("model", model.version, catalogue_hash)
    return World(
        seed=seed, doubts=doubts, draws=draws, weights=_weights(model, seed, doubts, draws)
    )


def _weights(model: Model, seed: int, doubts: Doubts, draws: int) -> Floats:
    judged = np.array(model.dimension_weights)
    if not np.isfinite(doubts.concentration):
        return judged[:, np.newaxis]
    drawn = stream(seed, "weights").dirichlet(doubts.concentration * judged / judged.sum(), draws)
    return np.ascontiguousarray(drawn.T)


def harmless(mapping: Knots) -> float:
    """The value at which the score is lowest: as planned, as agreed, nothing wrong."""
    return min(mapping.points, key=lambda point: point[1])[0]


def under(mapping: Knots, x: Floats, strictness: Floats) -> Floats:
    """Scores of x if every knot stood `strictness` times as far from the harmless value.

    One factor for all knots of a map keeps their order, so a worse value never scores better;
    and what is exactly as planned stays so, however strict one is.
    """
    calm = harmless(mapping)
    return mapping.scores(calm + (x - calm) / strictness)
