"""Two histories of a project: as then, under the model of each day, and as now, replayed under
the model in force; computed when it is asked for, never stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from risk.measurement import CODES
from risk.modelling.replay import series
from risk.models import RiskPoint
from risk.models.result import BAND_CODES, Outcome
from risk.scoring import Model
from risk.scoring.bands import Band
from risk.scoring.matrix import DUE_STATES


@dataclass(frozen=True, slots=True)
class Point:
    """One day: both scores (NaN where there is none), and what changed since the day before:
    the version of the model, indicators that became due and that no longer are."""

    as_of: date
    version: str
    then: float
    band_then: str
    now: float
    lo_now: float
    hi_now: float
    band_now: str
    due: int
    is_new_model: bool = False
    came: tuple[str, ...] = ()
    went: tuple[str, ...] = ()

    @property
    def is_comparable(self) -> bool:
        """Whether a trend may run through it: same model, same due-set."""
        return not (self.is_new_model or self.came or self.went)


def history(points: Sequence[RiskPoint], model: Model) -> list[Point]:
    """Both histories of one project's points, oldest first."""
    if not points:
        return []
    found = series(points, model)
    dues = [due_set(point) for point in points]
    befores = [None, *range(len(points) - 1)]
    return [
        Point(
            as_of=one.as_of,
            version=one.model.version,
            then=one.score,
            band_then=one.band_code,
            now=float(found.score[place]),
            lo_now=float(found.lo[place]),
            hi_now=float(found.hi[place]),
            band_now=BAND_CODES[Band(int(found.band[place]))],
            due=len(dues[place]),
            is_new_model=before is not None and points[before].model_id != one.model_id,
            came=tuple(sorted(dues[place] - dues[before])) if before is not None else (),
            went=tuple(sorted(dues[before] - dues[place])) if before is not None else (),
        )
        for place, (one, before) in enumerate(zip(points, befores, strict=True))
    ]


def due_set(outcome: Outcome) -> frozenset[str]:
    """Codes of the indicators that were due."""
    pairs = zip(outcome.codes, outcome.states, strict=True)
    return frozenset(code for code, state in pairs if state in DUE_STATES)


def gaps(points: Sequence[RiskPoint]) -> int:
    """How many of today's indicators did not exist at one of the points."""
    everywhere = set(CODES)
    for codes in {tuple(point.codes) for point in points}:
        everywhere &= set(codes)
    return len(CODES) - len(everywhere) if points else 0
