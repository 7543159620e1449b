"""Why a score is what it is: the parts in words, the largest levers, what is missing and how
much it matters, and where the score is going. Pure; computed from a stored outcome."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from statistics import median

import numpy as np

from risk.catalogue import Indicator, State
from risk.columns import Floats
from risk.indicators import BY_CODE
from risk.scoring import DEFAULT_MODEL, STAGES, Matrix, Model, score

LOW = 20.0
TREND_RUNS = 6
MONTH = 30.0


@dataclass(frozen=True, slots=True)
class Lever:
    """Bringing one indicator to `x` would change the score by `change` (negative)."""

    indicator: Indicator
    x: float
    change: float


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator of the outcome; `x` and `score` are None where there is no value."""

    indicator: Indicator
    state: State
    x: float | None
    score: float | None
    contribution: float
    spread: float | None = None

    @property
    def is_absent(self) -> bool:
        """Due, but without a value of its own."""
        return self.state in {State.MISSING, State.STALE, State.SUPPRESSED, State.ERROR}

    @property
    def is_in_score(self) -> bool:
        """Whether it takes part in the score."""
        return self.score is not None


@dataclass(frozen=True, slots=True)
class Explanation:
    """Lines by contribution, largest first; absent ones by the width they add; best levers."""

    lines: tuple[Line, ...]
    absent: tuple[Line, ...]
    levers: tuple[Lever, ...]


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


def explain(snapshot: Snapshot) -> Explanation:
    """Take an outcome apart."""
    places = snapshot.known()
    spreads = spreads_of(snapshot, places)
    lines = [line(snapshot, place, spreads.get(place)) for place in places]
    entered = [one for one in lines if one.is_in_score]
    absent = [one for one in lines if one.is_absent]
    return Explanation(
        lines=tuple(sorted(entered, key=lambda one: -one.contribution)),
        absent=tuple(sorted(absent, key=lambda one: -(one.spread or 0.0))),
        levers=levers_of(snapshot, places),
    )


def line(snapshot: Snapshot, place: int, spread: float | None) -> Line:
    """One indicator of the outcome."""
    x, points = snapshot.inputs[place], snapshot.scores[place]
    return Line(
        indicator=BY_CODE[snapshot.codes[place]],
        state=State(snapshot.states[place]),
        x=None if math.isnan(x) else x,
        score=None if math.isnan(points) else points,
        contribution=snapshot.contributions[place],
        spread=spread,
    )


def supposed(snapshot: Snapshot, places: list[int], changes: list[tuple[int, float]]) -> Floats:
    """The score under each of the changes (place, score), and at the end without any."""
    states = np.array([snapshot.states[place] for place in places], dtype=np.int8)
    scores = np.array([snapshot.scores[place] for place in places])
    own = np.where(states == State.OK, scores, np.nan)
    count = len(changes) + 1
    all_scores = np.repeat(own[:, np.newaxis], count, axis=1)
    all_states = np.repeat(states[:, np.newaxis], count, axis=1)
    for column, (place, points) in enumerate(changes):
        all_scores[places.index(place), column] = points
        all_states[places.index(place), column] = State.OK
    matrix = Matrix(
        indicators=tuple(BY_CODE[snapshot.codes[place]] for place in places),
        scores=all_scores,
        states=all_states,
        freshness=np.ones_like(all_scores),
        stages=np.full(count, STAGES.index(snapshot.stage), dtype=np.int8),
        floors=np.full(count, snapshot.floor),
        previous_bands=np.full(count, -1, dtype=np.int8),
        previous_scores=np.full(count, np.nan),
    )
    return score(matrix, snapshot.model).score


def spreads_of(snapshot: Snapshot, places: list[int]) -> dict[int, float]:
    """For what is absent: the score with it at its worst less the score with it at its best."""
    absent = [place for place in places if line(snapshot, place, None).is_absent]
    changes = [(place, points) for place in absent for points in (0.0, 100.0)]
    if not changes:
        return {}
    found = supposed(snapshot, places, changes)
    return {
        place: float(found[2 * number + 1] - found[2 * number])
        for number, place in enumerate(absent)
    }


def levers_of(snapshot: Snapshot, places: list[int]) -> tuple[Lever, ...]:
    """What lowers the score most if that one indicator alone came into the low band."""
    changes: list[tuple[int, float]] = []
    targets: list[float] = []
    for place in places:
        points = snapshot.scores[place]
        if snapshot.states[place] != State.OK or not points > LOW:
            continue
        x, target = target_of(BY_CODE[snapshot.codes[place]], snapshot.inputs[place])
        changes.append((place, target))
        targets.append(x)
    if not changes:
        return ()
    found = supposed(snapshot, places, changes)
    levers = [
        Lever(BY_CODE[snapshot.codes[place]], x, float(found[number] - found[-1]))
        for number, ((place, _target), x) in enumerate(zip(changes, targets, strict=True))
    ]
    useful = [lever for lever in levers if lever.change < 0]
    return tuple(sorted(useful, key=lambda lever: lever.change))


def target_of(indicator: Indicator, x: float) -> tuple[float, float]:
    """The nearest knot or case (x, score) that is low."""
    low = [point for point in indicator.mapping.vectors() if point[1] <= LOW]
    return min(low, key=lambda point: abs(point[0] - x))


def slope(history: Sequence[tuple[date, float]]) -> float | None:
    """Points per 30 days over the last runs: the median of all pairwise slopes (Theil-Sen)."""
    recent = [point for point in history if not math.isnan(point[1])][-TREND_RUNS:]
    slopes = [
        (second[1] - first[1]) / (second[0] - first[0]).days * MONTH
        for first, second in combinations(recent, 2)
        if second[0] > first[0]
    ]
    return median(slopes) if slopes else None
