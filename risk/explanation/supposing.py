"""What would be if: each absent value known, each single indicator brought into the low band."""

from dataclasses import dataclass

from risk.catalogue import Indicator, State
from risk.explanation.snapshot import Change, Snapshot
from risk.indicators import BY_CODE
from risk.scoring import Scores

LOW = 20.0


@dataclass(frozen=True, slots=True)
class Lever:
    """Bringing one indicator to `x` would change the score by `change` (negative)."""

    indicator: Indicator
    x: float
    change: float


@dataclass(frozen=True, slots=True)
class Unknown:
    """An absent value: how far it moves the score, and by how much at least it narrows the
    bounds once it is known."""

    spread: float
    narrows: float


def ends(absent: list[int]) -> list[Change]:
    """Each absent value at its best and at its worst."""
    return [(place, points) for place in absent for points in (0.0, 100.0)]


def unknowns(absent: list[int], found: Scores) -> dict[int, Unknown]:
    """From the first columns, which suppose `ends`."""
    result = {}
    for number, place in enumerate(absent):
        best, worst = 2 * number, 2 * number + 1
        result[place] = Unknown(
            spread=float(found.score[worst] - found.score[best]),
            narrows=max(
                0.0,
                float(min(found.hi[-1] - found.hi[best], found.lo[worst] - found.lo[-1])),
            ),
        )
    return result


def targets(snapshot: Snapshot) -> list[tuple[int, float, float]]:
    """For each indicator above the low band: its place, and the nearest low (x, score)."""
    found = []
    for place in snapshot.known():
        if snapshot.states[place] == State.OK and snapshot.scores[place] > LOW:
            x, points = target_of(BY_CODE[snapshot.codes[place]], snapshot.inputs[place])
            found.append((place, x, points))
    return found


def target_of(indicator: Indicator, x: float) -> tuple[float, float]:
    """The nearest knot or case (x, score) that is low."""
    low = [point for point in indicator.mapping.vectors() if point[1] <= LOW]
    return min(low, key=lambda point: abs(point[0] - x))


def levers(
    snapshot: Snapshot, aims: list[tuple[int, float, float]], found: Scores, first: int
) -> tuple[Lever, ...]:
    """From the columns that suppose the aims, the largest change first; useless ones left out."""
    now = found.score[-1]
    every = [
        Lever(BY_CODE[snapshot.codes[place]], x, float(found.score[first + number] - now))
        for number, (place, x, _points) in enumerate(aims)
    ]
    useful = [lever for lever in every if lever.change < 0]
    return tuple(sorted(useful, key=lambda lever: lever.change))
