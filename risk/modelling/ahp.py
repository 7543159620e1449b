"""The analytic hierarchy process over the five dimensions: weights from judgements of pairs, and
how far the judgements agree with themselves.

Judgements are whole numbers on the scale of Saaty (1980): 3 says that the first of a pair is
three times as important as the second, -3 that the second is; 1 is equal. Judges are brought
together by the geometric mean of their matrices (Aczél and Saaty 1983).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from risk.catalogue import DIMENSIONS, Dimension
from risk.columns import Floats

PAIRS: tuple[tuple[Dimension, Dimension], ...] = tuple(combinations(DIMENSIONS, 2))
SCALE_END = 9
SCALE = (*range(SCALE_END, 0, -1), *range(-2, -SCALE_END - 1, -1))
RANDOM_INDEX = 1.12  # mean CI of random 5 by 5 matrices: Saaty, The Analytic Hierarchy Process
CR_LIMIT = 0.1
DECIMALS = 4  # weights are published rounded, and these are what scores are computed with
STEPS = 200

Judgements = Sequence[int]


@dataclass(frozen=True, slots=True)
class Triple:
    """Three dimensions of which two judgements imply a third one unlike the one given."""

    dimensions: tuple[Dimension, Dimension, Dimension]
    given: float
    implied: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a matrix says: weights that sum to 1, its principal eigenvalue, and its consistency."""

    matrix: tuple[tuple[float, ...], ...]
    weights: tuple[float, ...]
    eigenvalue: float
    index: float
    ratio: float
    triple: Triple | None

    @property
    def is_consistent(self) -> bool:
        """Whether the judgements agree with themselves well enough."""
        return self.ratio <= CR_LIMIT


def is_on_scale(value: int) -> bool:
    """Whether it is 1 to 9, or -2 to -9."""
    return 1 <= abs(value) <= SCALE_END and value != -1


def matrix_of(values: Judgements) -> Floats:
    """The reciprocal matrix of judgements in the order of the pairs."""
    matrix = np.ones((len(DIMENSIONS), len(DIMENSIONS)))
    for (first, second), value in zip(PAIRS, values, strict=True):
        row, column = DIMENSIONS.index(first), DIMENSIONS.index(second)
        matrix[row, column] = value if value > 0 else 1 / -value
        matrix[column, row] = 1 / value if value > 0 else -value
    return matrix


def group(judges: Sequence[Judgements]) -> Verdict:
    """The verdict of all judges together: the geometric mean of their matrices."""
    logs = np.log(np.stack([matrix_of(values) for values in judges]))
    total = np.zeros(logs.shape[1:])
    for one in logs:
        total = total + one
    return verdict(np.exp(total / len(judges)))


def judged(values: Judgements) -> Verdict:
    """The verdict of one judge."""
    return verdict(matrix_of(values))


def verdict(matrix: Floats) -> Verdict:
    """Principal eigenvector by repeated multiplication, eigenvalue, CI and CR of a matrix."""
    size = len(matrix)
    vector = np.full(size, 1 / size)
    for _ in range(STEPS):
        vector = matrix @ vector
        vector = vector / vector.sum()
    eigenvalue = float(np.mean(matrix @ vector / vector))
    index = max(0.0, (eigenvalue - size) / (size - 1))
    return Verdict(
        matrix=tuple(tuple(float(one) for one in row) for row in matrix),
        weights=tuple(round(float(weight), DECIMALS) for weight in vector),
        eigenvalue=eigenvalue,
        index=index,
        ratio=index / RANDOM_INDEX,
        triple=most_inconsistent(matrix),
    )


def most_inconsistent(matrix: Floats) -> Triple | None:
    """The triple whose direct judgement is farthest from the one that the other two imply."""
    worst, found = 1e-9, None
    for first, middle, last in combinations(range(len(matrix)), 3):
        given = float(matrix[first, last])
        implied = float(matrix[first, middle] * matrix[middle, last])
        distance = abs(math.log(given / implied))
        if distance > worst:
            trio = (DIMENSIONS[first], DIMENSIONS[middle], DIMENSIONS[last])
            worst, found = distance, Triple(trio, given, implied)
    return found
