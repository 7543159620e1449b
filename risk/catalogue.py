"""What a risk indicator is: its definition, its map from a measured value to 0..100 (100 = worst),
and the seven states that a measurement can be in."""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum

import numpy as np

from risk.columns import Floats, States
from risk.facts import Facts
from risk.provenance import Provenance


class Dimension(StrEnum):
    """The five control-right dimensions, in the fixed order of every calculation."""

    PLANNING = "P"
    MODE = "M"
    SUPERVISION = "S"
    ACCEPTANCE = "A"
    PROSECUTION = "X"


DIMENSIONS = tuple(Dimension)


class State(IntEnum):
    """Exactly one per indicator, project and run. Only OK, and MISSING or STALE as far as the
    indicator's policy fills them, enter the score."""

    OK = 0
    NOT_DUE = 1
    NOT_APPLICABLE = 2
    MISSING = 3
    STALE = 4
    SUPPRESSED = 5
    ERROR = 6


class Missing(StrEnum):
    """What a missing value counts as."""

    WORST = "W"
    PROVISIONAL = "P"
    EXCLUDED = "E"


FILL = {Missing.WORST: 100.0, Missing.PROVISIONAL: 60.0, Missing.EXCLUDED: np.nan}

WEIGHTS = {3: 4.0, 2: 2.0, 1: 1.0}


class Direction(StrEnum):
    """Which way x must move for the risk to grow."""

    UP = "up"
    DOWN = "down"
    TWO_SIDED = "two-sided"
    FLAG = "flag"


class Party(StrEnum):
    """Whose doings an indicator speaks of: who may answer to it."""

    GOVERNMENT = "government"
    CONTRACTOR = "contractor"
    SUPERVISOR = "supervisor"


class Calibration(StrEnum):
    """What the thresholds rest on: starting values, the judgement of experts, or data."""

    NONE = "none"
    EXPERT = "expert"
    DATA = "data"


@dataclass(frozen=True, slots=True)
class InputError:
    """How far a measured x may lie from the truth, to either side: a share of x, and units of x.

    What the platform counts itself is exact.
    """

    relative: float = 0.0
    absolute: float = 0.0

    def half_width(self, x: Floats) -> Floats:
        """The truth lies within x plus or minus this."""
        return np.asarray(self.absolute + self.relative * np.abs(x), dtype=np.float64)


EXACT = InputError()


@dataclass(frozen=True, slots=True)
class Facet:
    """A group of indicators that say the same kind of thing; flags are combined as noisy-or."""

    dimension: Dimension
    key: str
    name_en: str
    name_zh: str
    noisy_or: bool = False


@dataclass(frozen=True, slots=True)
class Knots:
    """A piecewise-linear map: straight between the knots (x, score), constant outside."""

    points: tuple[tuple[float, float], ...]

    def __post_init__(self) -> None:
        xs = [x for x, _ in self.points]
        if len(xs) < 2 or xs != sorted(set(xs)):  # noqa: PLR2004 - a line needs two points
            raise ValueError("knots need at least two points with growing x")

    def scores(self, x: Floats) -> Floats:
        """Scores 0..100 of measured values, NaN where x is NaN."""
        xs, ys = zip(*self.points, strict=True)
        return np.asarray(np.interp(x, np.array(xs), np.array(ys)), dtype=np.float64)

    def vectors(self) -> tuple[tuple[float, float], ...]:
        """Pairs (x, score) that must hold exactly."""
        return self.points


@dataclass(frozen=True, slots=True)
class Case:
    """One row of a case table: holds for x from `at_least` up to the next row."""

    at_least: float
    score: float
    name_en: str
    name_zh: str


@dataclass(frozen=True, slots=True)
class Steps:
    """A case table over x, ordered by `at_least`; the first row also holds below its bound."""

    cases: tuple[Case, ...]

    def __post_init__(self) -> None:
        bounds = [case.at_least for case in self.cases]
        if bounds != sorted(set(bounds)):
            raise ValueError("cases need growing bounds")

    def scores(self, x: Floats) -> Floats:
        """Scores 0..100 of measured values, NaN where x is NaN."""
        bounds = np.array([case.at_least for case in self.cases])
        table = np.array([case.score for case in self.cases])
        row = np.clip(np.searchsorted(bounds, x, side="right") - 1, 0, None)
        return np.where(np.isnan(x), np.nan, table[row])

    def vectors(self) -> tuple[tuple[float, float], ...]:
        """Pairs (x, score) that must hold exactly."""
        return tuple((case.at_least, case.score) for case in self.cases)


@dataclass(frozen=True, slots=True)
class Values:
    """Measured values of one indicator for many projects: x, its state, and how many days old
    the newest fact behind it is (NaN where that is not known)."""

    x: Floats
    states: States
    ages: Floats | None = None


Measure = Callable[[Facts], Values]


@dataclass(frozen=True, slots=True)
class Indicator:
    """One definition. Without `measure` it is known to the catalogue (snapshots can be scored
    with it) but not computed from the platform's own rows: `awaits` says what is not recorded
    yet. `share_of`: x is a share of at most so many units, so a rounded x can be restored.
    `valid_days`: for how long its facts are fresh, where they are reported again and again.
    `freezes`: the gate whose passage fixes the value. `retires`: leaves the score at G4.
    `red_flags`: the flags of the Open Contracting guide that ask the same."""

    code: str
    name_en: str
    name_zh: str
    facet: Facet
    tier: int
    weight_class: int
    grain: str
    due: str
    direction: Direction
    formula: str
    mapping: Knots | Steps
    missing: Missing
    source: str
    caveat_en: str
    caveat_zh: str
    concerns: tuple[Party, ...]
    min_n: int | None = None
    veto: str | None = None
    retires: bool = False
    freezes: str | None = None
    error: InputError = EXACT
    red_flags: tuple[str, ...] = ()
    awaits_en: str = ""
    awaits_zh: str = ""
    share_of: int | None = None
    valid_days: int | None = None
    provenance: Provenance = Provenance.GOVERNMENT
    calibration: Calibration = Calibration.NONE
    version: str = "1.0.0"
    measure: Measure | None = None

    @property
    def dimension(self) -> Dimension:
        return self.facet.dimension

    @property
    def is_live(self) -> bool:
        """Whether it is computed from the platform's own rows."""
        return self.measure is not None

    @property
    def weight(self) -> float:
        """Weight inside the facet: 4, 2 or 1."""
        return WEIGHTS[self.weight_class]

    def freshness(self, ages: Floats) -> Floats:
        """1 while the facts are valid or where they do not age, then falling as valid / age."""
        valid = np.inf if self.valid_days is None else float(self.valid_days)
        old = ages > valid
        return np.where(old, valid / np.where(old, ages, 1.0), 1.0)

    def scores(self, values: Values) -> Floats:
        """Scores of measured values, NaN wherever the state is not OK."""
        scored = self.mapping.scores(quantised(values.x))
        return np.where(values.states == State.OK, scored, np.nan)


def quantised(x: Floats) -> Floats:
    """Six decimals: what differs by less is the same input, so the same bits come out."""
    rounded: Floats = np.round(x, 6) + 0.0
    return rounded


def catalogue_hash(indicators: Iterable[Indicator]) -> str:
    """SHA-256 over everything in the definitions that can change a score."""
    rows = sorted(
        [
            one.code,
            one.facet.dimension.value,
            one.facet.key,
            one.facet.noisy_or,
            one.weight_class,
            one.missing.value,
            one.min_n,
            one.retires,
            one.freezes,
            one.mapping.vectors(),
            one.version,
        ]
        for one in indicators
    )
    return hashlib.sha256(json.dumps(rows, separators=(",", ":")).encode()).hexdigest()
