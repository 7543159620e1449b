"""Taking a stored outcome apart; everything that is supposed is scored at once, in columns."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from risk.catalogue import State
from risk.explanation.parts import DimensionPart, Line, parts_of
from risk.explanation.snapshot import Snapshot
from risk.explanation.supposing import Lever, Unknown, ends, levers, targets, unknowns
from risk.indicators import BY_CODE
from risk.patterns import Finding, find
from risk.scoring import score


@dataclass(frozen=True, slots=True)
class Explanation:
    """Lines by contribution, largest first; absent ones by how much they narrow the bounds; the
    best levers; the parts of the aggregate; and what the facts say together."""

    lines: tuple[Line, ...]
    absent: tuple[Line, ...]
    levers: tuple[Lever, ...]
    dimensions: tuple[DimensionPart, ...]
    patterns: tuple[Finding, ...]


def explain(snapshot: Snapshot, facts: Mapping[str, float] = MappingProxyType({})) -> Explanation:
    """Take an outcome apart; `facts` are what patterns ask beside its scores."""
    places = snapshot.known()
    absent = [place for place in places if _line(snapshot, place).is_absent]
    aims = targets(snapshot)
    changes = ends(absent) + [(place, points) for place, _x, points in aims]
    found = score(snapshot.supposing(changes), snapshot.model)
    open_questions = unknowns(absent, found)
    lines = [_line(snapshot, place, open_questions.get(place)) for place in places]
    entered = sorted((one for one in lines if one.is_in_score), key=lambda one: -one.contribution)
    waiting = sorted(
        (one for one in lines if one.is_absent),
        key=lambda one: (-(one.narrows or 0.0), -(one.spread or 0.0), one.indicator.code),
    )
    return Explanation(
        lines=tuple(entered),
        absent=tuple(waiting),
        levers=levers(snapshot, aims, found, 2 * len(absent)),
        dimensions=parts_of(entered, found, len(changes)),
        patterns=find(snapshot.own_scores(), facts),
    )


def _line(snapshot: Snapshot, place: int, unknown: Unknown | None = None) -> Line:
    x, points = snapshot.inputs[place], snapshot.scores[place]
    return Line(
        indicator=BY_CODE[snapshot.codes[place]],
        state=State(snapshot.states[place]),
        x=None if math.isnan(x) else x,
        score=None if math.isnan(points) else points,
        contribution=snapshot.contributions[place],
        spread=unknown.spread if unknown else None,
        narrows=unknown.narrows if unknown else None,
    )
