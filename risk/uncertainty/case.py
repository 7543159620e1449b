"""The case: one project as it was scored, with what is drawn where a value is missing."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from risk.catalogue import Indicator
from risk.columns import Floats
from risk.scoring import Matrix, Model

UNIFORM = np.array([0.0, 100.0])


@dataclass(frozen=True, slots=True)
class Case:
    """A matrix of one column, and its measured values (NaN where only a score is given).

    `likely`: for an indicator, the scores of its reference class at evenly spaced probabilities;
    where it says nothing, every score is as likely as any other.
    """

    matrix: Matrix
    inputs: Floats
    likely: Mapping[str, Floats] = field(default_factory=dict)

    def likely_scores(self, indicator: Indicator) -> Floats:
        """Scores at evenly spaced probabilities, between which a missing one is drawn."""
        return self.likely.get(indicator.code, UNIFORM)

    @property
    def absent(self) -> tuple[Indicator, ...]:
        """What is due and has no value."""
        column = self.matrix.absent[:, 0]
        return tuple(
            one for one, is_absent in zip(self.matrix.indicators, column, strict=True) if is_absent
        )

    def digest(self, model: Model, *settings: object) -> str:
        """SHA-256 over everything that the draws depend on besides their seed."""
        found = hashlib.sha256(repr((model.parameters(), settings)).encode())
        for one, values in zip(self.matrix.indicators, self._rows(), strict=True):
            found.update(one.code.encode() + values.tobytes())
        for one in self.absent:
            found.update(one.code.encode() + self.likely_scores(one).tobytes())
        return found.hexdigest()

    def _rows(self) -> Floats:
        matrix = self.matrix
        count = len(matrix.indicators)
        return np.stack(
            [
                matrix.scores[:, 0],
                matrix.states[:, 0].astype(np.float64),
                self.inputs,
                np.full(count, float(matrix.stages[0])),
                np.full(count, matrix.floors[0]),
            ],
            axis=1,
        )
