"""Replay: outcomes that were stored, scored again from their inputs and states.

The catalogue is that of the code. An indicator that did not exist then is a gap: it takes no part.
Under its own model and an unchanged catalogue an outcome comes out with the same bits.
"""

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from risk.catalogue import State, Values
from risk.columns import Codes, Flags, Floats
from risk.indicators import BY_CODE
from risk.scoring import STAGES, Matrix, Model, Scores, score
from risk.scoring.bands import bands
from risk.scoring.matrix import in_order
from risk.scoring.vetoes import VETOES


class Stored(Protocol):
    """What is kept of an outcome; arrays in the order of `codes`."""

    @property
    def codes(self) -> Sequence[str]:
        """The indicators in order."""

    @property
    def stage(self) -> str:
        """The stage that led."""

    @property
    def inputs(self) -> Sequence[float]:
        """Measured values."""

    @property
    def states(self) -> Sequence[int]:
        """States of the measurements."""

    @property
    def ages(self) -> Sequence[int]:
        """Ages of the facts in days, -1 unknown."""

    @property
    def vetoes(self) -> int:
        """Open vetoes, a bit each."""


def replayed(
    outcomes: Sequence[Stored],
    model: Model,
    *,
    bands_before: Codes | None = None,
    scores_before: Floats | None = None,
) -> Scores:
    """The outcomes under another model; band and score of the run before each decide, as then,
    whether a border is crossed yet."""
    matrix = matrix_of(outcomes, bands_before, scores_before)
    return score(matrix, model)


def matrix_of(
    outcomes: Sequence[Stored],
    bands_before: Codes | None = None,
    scores_before: Floats | None = None,
) -> Matrix:
    """One column an outcome; rows are the indicators that any of them had and that still exist."""
    known = sorted({code for one in outcomes for code in one.codes if code in BY_CODE})
    order = in_order([BY_CODE[code] for code in known])
    x = np.full((len(order), len(outcomes)), np.nan)
    states = np.full(x.shape, State.NOT_DUE, dtype=np.int8)
    ages = np.full(x.shape, np.nan)
    rows_by_codes: dict[tuple[str, ...], tuple[list[int], list[int]]] = {}
    row_of = {one.code: row for row, one in enumerate(order)}
    for column, one in enumerate(outcomes):
        codes = tuple(one.codes)
        if codes not in rows_by_codes:
            pairs = [(row_of[code], i) for i, code in enumerate(codes) if code in row_of]
            rows_by_codes[codes] = ([row for row, _i in pairs], [i for _row, i in pairs])
        rows, places = rows_by_codes[codes]
        x[rows, column] = np.asarray(one.inputs, dtype=np.float64)[places]
        states[rows, column] = np.asarray(one.states, dtype=np.int8)[places]
        if one.ages:  # older outcomes do not know them
            ages[rows, column] = np.asarray(one.ages, dtype=np.float64)[places]
    ages[ages < 0] = np.nan
    measured = {
        one: Values(x=x[row], states=states[row], ages=ages[row]) for row, one in enumerate(order)
    }
    return Matrix.of(
        measured,
        stages=np.array([STAGES.index(one.stage) for one in outcomes], dtype=np.int8),
        floors=floors_of([one.vetoes for one in outcomes]),
        previous_bands=bands_before,
        previous_scores=scores_before,
    )


def floors_of(masks: Sequence[int]) -> Floats:
    """The highest floor of each set of open vetoes."""
    column = np.array(masks, dtype=np.int64)
    floors = np.zeros(len(column))
    for place, veto in enumerate(VETOES):
        floors = np.where(column >> place & 1, np.maximum(floors, veto.floor), floors)
    return floors


def series(outcomes: Sequence[Stored], model: Model) -> Scores:
    """A project's outcomes in order of their days, all under one model: each band follows from
    the one before."""
    matrix = matrix_of(outcomes)
    found = score(matrix, model)
    vetoed = (matrix.floors > 0) & (matrix.floors >= np.nan_to_num(found.guard))
    found.band[:] = bands_in_turn(found, vetoed, model)
    return found


def bands_in_turn(found: Scores, vetoed: Flags, model: Model) -> Codes:
    """The bands of successive runs of one project."""
    band, before = -1, np.nan
    result = np.full(len(found.score), -1, dtype=np.int8)
    for place in range(len(result)):
        here = slice(place, place + 1)
        band = int(
            bands(
                found.score[here],
                hi=found.hi[here],
                coverage=found.coverage[here],
                vetoed=vetoed[here],
                previous_bands=np.array([band], dtype=np.int8),
                previous_scores=np.array([before]),
                model=model,
            )[0]
        )
        before = float(found.score[place])
        result[place] = band
    return result
