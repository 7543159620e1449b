"""Where a score is going: runs are compared only under the same model and with the same
indicators due."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, pairwise
from statistics import median

from risk.scoring.matrix import DUE_STATES

TREND_RUNS = 6
MONTH = 30.0


@dataclass(frozen=True, slots=True)
class Run:
    """One outcome of the history; what is due is known by the codes and states."""

    as_of: date
    score: float
    model: str
    due: frozenset[str]

    @classmethod
    def of(
        cls, as_of: date, score: float, model: str, codes: Sequence[str], states: Sequence[int]
    ) -> "Run":
        """A run from the arrays of an outcome."""
        pairs = zip(codes, states, strict=True)
        due = frozenset(code for code, state in pairs if state in DUE_STATES)
        return cls(as_of, score, model, due)

    def compares_with(self, other: "Run") -> bool:
        """Whether the difference of the two scores says anything about the project."""
        return (self.model, self.due) == (other.model, other.due)


@dataclass(frozen=True, slots=True)
class Break:
    """From this day on scores are not compared with those before: another model, or another set
    of indicators due (so many came, so many went)."""

    day: date
    model: str | None
    came: int
    went: int


@dataclass(frozen=True, slots=True)
class Trend:
    """Points per 30 days over the last comparable runs and since the one before the last; None
    if there are fewer than two."""

    slope: float | None
    change: float | None
    runs: int
    since: date | None
    breaks: tuple[Break, ...]


def trend(history: Sequence[Run]) -> Trend:
    """The trend of runs in the order of their days; of one day the last counts."""
    scored = list({run.as_of: run for run in history if not math.isnan(run.score)}.values())
    alike = [run for run in scored if run.compares_with(scored[-1])][-TREND_RUNS:]
    return Trend(
        slope=slope([(run.as_of, run.score) for run in alike]),
        change=round(alike[-1].score - alike[-2].score, 1) if len(alike) > 1 else None,
        runs=len(alike),
        since=alike[0].as_of if alike else None,
        breaks=tuple(
            Break(
                day=after.as_of,
                model=after.model if after.model != before.model else None,
                came=len(after.due - before.due),
                went=len(before.due - after.due),
            )
            for before, after in pairwise(scored)
            if not after.compares_with(before)
        ),
    )


def slope(history: Sequence[tuple[date, float]]) -> float | None:
    """Points per 30 days over the last runs: the median of all pairwise slopes (Theil-Sen)."""
    recent = [point for point in history if not math.isnan(point[1])][-TREND_RUNS:]
    slopes = [
        (second[1] - first[1]) / (second[0] - first[0]).days * MONTH
        for first, second in combinations(recent, 2)
        if second[0] > first[0]
    ]
    return median(slopes) if slopes else None
