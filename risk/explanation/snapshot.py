"""The arrays of a stored outcome, ready to be scored again with changes."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from risk.catalogue import State
from risk.indicators import BY_CODE
from risk.scoring import DEFAULT_MODEL, STAGES, Matrix, Model

Change = tuple[int, float]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The arrays of an outcome, in the order of its codes, and the model it was computed under."""

    codes: Sequence[str]
    stage: str
    inputs: Sequence[float]
    states: Sequence[int]
    scores: Sequence[float]
    contributions: Sequence[float]
    floor: float
    model: Model = DEFAULT_MODEL

    def known(self) -> list[int]:
        """Places of the indicators that the catalogue still knows."""
        return [place for place, code in enumerate(self.codes) if code in BY_CODE]

    def own_scores(self) -> dict[str, float]:
        """Scores by code of what has a value of its own."""
        return {
            self.codes[place]: self.scores[place]
            for place in self.known()
            if self.states[place] == State.OK
        }

    def columns(self, count: int) -> Matrix:
        """As things are, so many times, ready to be changed column by column."""
        places = self.known()
        states = np.array([self.states[place] for place in places], dtype=np.int8)
        scores = np.array([self.scores[place] for place in places], dtype=np.float64)
        own = np.where(states == State.OK, scores, np.nan)
        all_scores = np.repeat(own[:, np.newaxis], count, axis=1)
        return Matrix(
            indicators=tuple(BY_CODE[self.codes[place]] for place in places),
            scores=all_scores,
            states=np.repeat(states[:, np.newaxis], count, axis=1),
            freshness=np.ones_like(all_scores),
            stages=np.full(count, STAGES.index(self.stage), dtype=np.int8),
            floors=np.full(count, self.floor),
            previous_bands=np.full(count, -1, dtype=np.int8),
            previous_scores=np.full(count, np.nan),
        )

    def supposing(self, changes: Sequence[Change]) -> Matrix:
        """A column for each change (place, score), and a last one as things are."""
        matrix = self.columns(len(changes) + 1)
        row_of = {place: row for row, place in enumerate(self.known())}
        for column, (place, points) in enumerate(changes):
            matrix.scores[row_of[place], column] = points
            matrix.states[row_of[place], column] = State.OK
        return matrix
