"""The matrix that is scored: indicators down, projects across, in one fixed order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from risk.catalogue import DIMENSIONS, FILL, Dimension, Facet, Indicator, State, Values
from risk.columns import Codes, Flags, Floats, States

DUE_STATES = (State.OK, State.MISSING, State.STALE, State.SUPPRESSED, State.ERROR)
FILLED_STATES = (State.MISSING, State.STALE)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Scores [K, N] (NaN unless OK), states [K, N], and per project its stage, the floor of its
    open vetoes and the band and score of the run before (-1 and NaN if there was none)."""

    indicators: tuple[Indicator, ...]
    scores: Floats
    states: States
    freshness: Floats
    stages: Codes
    floors: Floats
    previous_bands: Codes
    previous_scores: Floats

    @classmethod
    def of(
        cls,
        measured: Mapping[Indicator, Values],
        *,
        stages: Codes,
        floors: Floats | None = None,
        previous_bands: Codes | None = None,
        previous_scores: Floats | None = None,
    ) -> Self:
        """A matrix of measured values; the order of `measured` does not matter."""
        count = len(stages)
        order = in_order(list(measured))
        shape = (len(order), count)
        scores = np.full(shape, np.nan)
        states = np.full(shape, State.NOT_DUE, dtype=np.int8)
        freshness = np.ones(shape)
        for row, indicator in enumerate(order):
            values = measured[indicator]
            scores[row] = indicator.scores(values)
            states[row] = values.states
            if values.ages is not None:
                freshness[row] = indicator.freshness(values.ages)
        return cls(
            indicators=order,
            scores=scores,
            states=states,
            freshness=freshness,
            stages=stages,
            floors=np.zeros(count) if floors is None else floors,
            previous_bands=(
                np.full(count, -1, dtype=np.int8) if previous_bands is None else previous_bands
            ),
            previous_scores=(
                np.full(count, np.nan) if previous_scores is None else previous_scores
            ),
        )

    @property
    def due(self) -> Flags:
        return np.isin(self.states, DUE_STATES)

    @property
    def absent(self) -> Flags:
        """Due but without a value of its own."""
        absent: Flags = self.due & (self.states != State.OK)
        return absent

    def filled(self) -> Floats:
        """Scores with the missing policies applied; NaN is what stays out of the score."""
        fill = np.array([FILL[one.missing] for one in self.indicators])[:, np.newaxis]
        fillable = np.isin(self.states, FILLED_STATES)
        return np.where(fillable, fill, self.scores)

    def supposing(self, value: float) -> Floats:
        """Scores with everything absent supposed to be `value`."""
        return np.where(self.absent, value, self.scores)

    def weights(self) -> Floats:
        return np.array([one.weight for one in self.indicators])


def in_order(indicators: Sequence[Indicator]) -> tuple[Indicator, ...]:
    """Dimension by dimension, facet by facet, code by code."""
    return tuple(sorted(indicators, key=lambda one: (DIMENSIONS.index(one.dimension), one.code)))


def rows_by_facet(indicators: tuple[Indicator, ...]) -> dict[Facet, list[int]]:
    """Which rows belong to which facet, dimensions in order, facets by first indicator."""
    rows: dict[Facet, list[int]] = {}
    for row, indicator in enumerate(indicators):
        rows.setdefault(indicator.facet, []).append(row)
    return rows


def rows_by_dimension(indicators: tuple[Indicator, ...]) -> dict[Dimension, list[int]]:
    """Which rows belong to which dimension."""
    return {
        dimension: [row for row, one in enumerate(indicators) if one.dimension is dimension]
        for dimension in DIMENSIONS
    }
