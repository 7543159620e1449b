"""The model: every parameter of the score that is a matter of judgement, versioned as one."""

from dataclasses import asdict, dataclass
from fractions import Fraction

import numpy as np

from risk.catalogue import DIMENSIONS, Dimension

STAGES = ("planning", "selection", "supervision", "acceptance", "prosecution")

STAGE_NAMES = {name: name for name in STAGES} | {
    "mode": "selection",
    "operation mode": "selection",
}

PAIRWISE = {
    ("P", "M"): Fraction(1, 2),
    ("P", "S"): Fraction(1, 2),
    ("P", "A"): Fraction(1),
    ("P", "X"): Fraction(1, 2),
    ("M", "S"): Fraction(2),
    ("M", "A"): Fraction(3),
    ("M", "X"): Fraction(1),
    ("S", "A"): Fraction(2),
    ("S", "X"): Fraction(1),
    ("A", "X"): Fraction(1, 2),
}


def weights_of(pairwise: dict[tuple[str, str], Fraction]) -> tuple[float, ...]:
    """Principal eigenvector of a reciprocal judgement matrix over the dimensions, sum 1.

    Rounded to four decimals, as the weights are published on the model page.
    """
    size = len(DIMENSIONS)
    matrix = np.ones((size, size))
    for (first, second), judgement in pairwise.items():
        row, column = DIMENSIONS.index(Dimension(first)), DIMENSIONS.index(Dimension(second))
        matrix[row, column] = float(judgement)
        matrix[column, row] = float(1 / judgement)
    vector = np.full(size, 1 / size)
    for _ in range(200):
        vector = matrix @ vector
        vector = vector / vector.sum()
    return tuple(round(float(weight), 4) for weight in vector)


@dataclass(frozen=True, slots=True)
class Model:
    """Parameters of the aggregation. Rows of `relevance` are stages, columns dimensions."""

    version: str = "1.0.0"
    facet_power: int = 4
    dimension_power: int = 2
    project_power: int = 2
    flag_strength: float = 0.8
    guard_gap: float = 20.0
    guard_coverage: float = 0.5
    band_coverage: float = 0.6
    band_edges: tuple[float, ...] = (20.0, 40.0, 60.0, 80.0)
    band_margin: float = 3.0
    low_ceiling: float = 40.0
    dimension_weights: tuple[float, ...] = weights_of(PAIRWISE)
    relevance: tuple[tuple[float, ...], ...] = (
        (1.0, 0.5, 0.0, 0.0, 0.0),
        (0.6, 1.0, 0.2, 0.0, 0.0),
        (0.3, 0.6, 1.6, 0.3, 0.2),
        (0.2, 0.4, 0.8, 2.0, 0.5),
        (0.1, 0.4, 0.5, 0.4, 1.6),
    )

    def parameters(self) -> dict[str, object]:
        """Every parameter by name, as plain data."""
        return asdict(self)


DEFAULT_MODEL = Model()
