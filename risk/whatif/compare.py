"""The score as it is and as it would be, part by part; pure, under the model of the facts."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from risk.catalogue import Indicator, State, quantised
from risk.columns import Floats
from risk.indicators import BY_CODE
from risk.scoring import STAGES, Matrix, Scores, score
from risk.scoring.bands import Band
from risk.scoring.vetoes import floor_of
from risk.whatif.facts import Given
from risk.whatif.scenario import Scenario

NOW, SUPPOSED = 0, 1
SEEN = 0.005  # smaller changes of unchanged indicators are not told


@dataclass(frozen=True, slots=True)
class Side:
    """The numbers of one side; None where nothing is due."""

    score: float | None
    aggregate: float | None
    guard: float | None
    lo: float | None
    hi: float | None
    coverage: float
    band: Band


@dataclass(frozen=True, slots=True)
class Value:
    """One indicator on one side."""

    state: State
    score: float | None
    points: float


@dataclass(frozen=True, slots=True)
class Delta:
    """One indicator on both sides; `change` in points of the aggregate."""

    indicator: Indicator
    now: Value
    supposed: Value
    is_input: bool

    @property
    def change(self) -> float:
        """Points more (positive) or fewer."""
        return self.supposed.points - self.now.points


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both sides; changes of the indicators told and of all others, of the guard and of the
    vetoes sum to `change`."""

    now: Side
    supposed: Side
    deltas: tuple[Delta, ...]
    others_change: float
    guard_change: float
    veto_change: float

    @property
    def change(self) -> float:
        """Points of the score."""
        return (self.supposed.score or 0.0) - (self.now.score or 0.0)


def compare(given: Given, scenario: Scenario) -> Comparison:
    """Score the facts as they are and as supposed."""
    matrix = both(given, scenario)
    found = score(matrix, given.snapshot.model)
    now, supposed = side(found, NOW), side(found, SUPPOSED)
    deltas = [delta(matrix, found, row, scenario) for row in range(len(matrix.indicators))]
    told = [one for one in deltas if one.is_input or abs(one.change) >= SEEN]
    return Comparison(
        now=now,
        supposed=supposed,
        deltas=tuple(sorted(told, key=lambda one: -abs(one.change))),
        others_change=math.fsum(one.change for one in deltas if one not in told),
        guard_change=gap(supposed.guard, supposed.aggregate) - gap(now.guard, now.aggregate),
        veto_change=gap(supposed.score, supposed.guard) - gap(now.score, now.guard),
    )


def both(given: Given, scenario: Scenario) -> Matrix:
    """Two columns: the facts, and what is supposed of them."""
    snapshot = given.snapshot
    matrix = snapshot.columns(2)
    row_of = {one.code: row for row, one in enumerate(matrix.indicators)}
    for code, x in scenario.values.items():
        matrix.scores[row_of[code], SUPPOSED] = points_of(BY_CODE[code], x)
        matrix.states[row_of[code], SUPPOSED] = State.OK
    for code, state in scenario.states.items():
        matrix.scores[row_of[code], SUPPOSED] = np.nan
        matrix.states[row_of[code], SUPPOSED] = state
    if scenario.stage:
        matrix.stages[SUPPOSED] = STAGES.index(scenario.stage)
    matrix.floors[NOW] = floor_of(given.vetoes)
    matrix.floors[SUPPOSED] = floor_of(open_vetoes(given.vetoes, scenario))
    return matrix


def points_of(indicator: Indicator, x: float) -> float:
    """The score of a value."""
    return float(indicator.mapping.scores(quantised(np.array([x])))[0])


def open_vetoes(now: Sequence[str], scenario: Scenario) -> list[str]:
    """Those that are open now and not cleared, and those supposed open."""
    kept = [code for code in now if scenario.vetoes.get(code, True)]
    return [*kept, *(code for code, is_open in scenario.vetoes.items() if is_open)]


def side(found: Scores, column: int) -> Side:
    """The numbers of one column."""
    return Side(
        score=known(found.score, column),
        aggregate=known(found.aggregate, column),
        guard=known(found.guard, column),
        lo=known(found.lo, column),
        hi=known(found.hi, column),
        coverage=float(found.coverage[column]),
        band=Band(int(found.band[column])),
    )


def delta(matrix: Matrix, found: Scores, row: int, scenario: Scenario) -> Delta:
    """One indicator on both sides."""
    now, supposed = (
        Value(
            state=State(int(matrix.states[row, column])),
            score=known(found.filled[row], column),
            points=float(found.contributions[row, column]),
        )
        for column in (NOW, SUPPOSED)
    )
    code = matrix.indicators[row].code
    is_input = code in scenario.values or code in scenario.states
    return Delta(matrix.indicators[row], now, supposed, is_input)


def known(column: Floats, place: int) -> float | None:
    """A number, or None for what is not one."""
    value = float(column[place])
    return None if math.isnan(value) else value


def gap(upper: float | None, lower: float | None) -> float:
    """How far one lies above the other; nothing counts as zero."""
    return (upper or 0.0) - (lower or 0.0)
