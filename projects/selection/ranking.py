"""Ranks alternatives by weighted TOPSIS, with the weighted sum beside it; pure numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

DRAWS, CONCENTRATION, SEED = 2_000, 40.0, 0  # of the sensitivity run


@dataclass(frozen=True)
class Standing:
    """How one alternative came out: closeness to the ideal (0 to 1) and the weighted mean."""

    alternative: int
    closeness: float
    weighted_sum: float
    rank: int


def rank(scores: Mapping[int, Sequence[float]], weights: Sequence[float]) -> list[Standing]:
    """The alternatives, best first; `scores` are means over judges in the order of `weights`.

    Columns are divided by their length (root of the sum of squares) and weighted; closeness is
    the distance from the worst values relative to both distances. Where all are alike in
    everything, every closeness is one half.

    Raises:
        ValueError: no alternatives, or rows that do not fit the weights.

    """
    if not scores:
        raise ValueError("nothing to rank")
    keys = list(scores)
    table = np.array([scores[key] for key in keys], dtype=float)
    weight = np.asarray(weights, dtype=float)
    if table.ndim != 2 or table.shape[1] != weight.size:  # noqa: PLR2004 - rows and columns
        raise ValueError("each alternative needs a score for each criterion")
    weight = weight / weight.sum()
    length = np.sqrt((table**2).sum(axis=0))
    valued = weight * np.divide(table, length, out=np.zeros_like(table), where=length > 0)
    to_best = np.sqrt(((valued - valued.max(axis=0)) ** 2).sum(axis=1))
    to_worst = np.sqrt(((valued - valued.min(axis=0)) ** 2).sum(axis=1))
    both = to_best + to_worst
    closeness = np.divide(to_worst, both, out=np.full_like(both, 0.5), where=both > 0)
    sums = table @ weight
    order = sorted(range(len(keys)), key=lambda i: (-closeness[i], -sums[i], keys[i]))
    return [
        Standing(keys[i], float(closeness[i]), float(sums[i]), place)
        for place, i in enumerate(order, start=1)
    ]


def first_shares(
    scores: Mapping[int, Sequence[float]], weights: Sequence[float]
) -> dict[int, float]:
    """The sensitivity run: for each alternative the share of draws of the weights, around those
    given, in which it comes out first; seeded, so the same comparison gives the same shares."""
    keys = list(scores)
    table = np.array([scores[key] for key in keys], dtype=float)
    weight = np.asarray(weights, dtype=float)
    drawn = np.random.default_rng(SEED).dirichlet(CONCENTRATION * weight / weight.sum(), DRAWS)
    length = np.sqrt((table**2).sum(axis=0))
    scaled = np.divide(table, length, out=np.zeros_like(table), where=length > 0)
    valued = drawn[:, np.newaxis, :] * scaled
    to_best = np.sqrt(((valued - valued.max(axis=1, keepdims=True)) ** 2).sum(axis=2))
    to_worst = np.sqrt(((valued - valued.min(axis=1, keepdims=True)) ** 2).sum(axis=2))
    both = to_best + to_worst
    closeness = np.divide(to_worst, both, out=np.full_like(both, 0.5), where=both > 0)
    firsts = np.bincount(closeness.argmax(axis=1), minlength=len(keys))
    return {key: float(share) for key, share in zip(keys, firsts / DRAWS, strict=True)}
