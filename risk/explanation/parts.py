"""The parts of a score: indicators in facets in dimensions, whose points sum to the aggregate."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from risk.catalogue import DIMENSIONS, Dimension, Facet, Indicator, State
from risk.scoring import Scores


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator of the outcome; `x` and `score` are None where there is no value. For what
    is absent, `spread` is how far it can move the score, `narrows` by how much at least the
    bounds come closer once it is known."""

    indicator: Indicator
    state: State
    x: float | None
    score: float | None
    contribution: float
    spread: float | None = None
    narrows: float | None = None

    @property
    def is_absent(self) -> bool:
        """Due, but without a value of its own."""
        return self.state in {State.MISSING, State.STALE, State.SUPPRESSED, State.ERROR}

    @property
    def is_in_score(self) -> bool:
        """Whether it takes part in the score."""
        return self.score is not None


@dataclass(frozen=True, slots=True)
class FacetPart:
    """A facet: its score, its points, and the indicators that share them."""

    facet: Facet
    score: float
    contribution: float
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class DimensionPart:
    """A dimension: its score, its points, and the facets that share them."""

    dimension: Dimension
    score: float
    contribution: float
    facets: tuple[FacetPart, ...]


def parts_of(lines: Sequence[Line], scores: Scores, column: int) -> tuple[DimensionPart, ...]:
    """Lines by dimension and facet, with the scores found in that column; largest lines first."""
    by_facet: dict[Facet, list[Line]] = {}
    for line in lines:
        by_facet.setdefault(line.indicator.facet, []).append(line)
    parts = []
    for place, dimension in enumerate(DIMENSIONS):
        facets = tuple(
            FacetPart(
                facet=facet,
                score=float(scores.parts.facets[facet][column]),
                contribution=math.fsum(one.contribution for one in own),
                lines=tuple(sorted(own, key=lambda one: -one.contribution)),
            )
            for facet, own in by_facet.items()
            if facet.dimension is dimension
        )
        if facets:
            points = math.fsum(line.contribution for one in facets for line in one.lines)
            found = float(scores.parts.dimensions[place, column])
            parts.append(DimensionPart(dimension, found, points, facets))
    return tuple(parts)


def apportioned(values: Sequence[float], total: float, decimals: int = 1) -> list[float]:
    """Values rounded so that what is shown sums exactly to the rounded total: each is cut off,
    and the units left go to those that lost most."""
    unit = 10**decimals
    whole = [math.floor(value * unit) for value in values]
    shown = round(Decimal(str(total)), decimals)  # as pages round what they show
    left = int(shown * unit) - sum(whole)
    lost = sorted(range(len(values)), key=lambda place: whole[place] - values[place] * unit)
    for place in lost[: max(0, min(left, len(lost)))]:
        whole[place] += 1
    return [value / unit for value in whole]
