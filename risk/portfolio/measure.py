"""What a measure of the portfolio is: its words, its columns, its alert, and how it is computed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from django.utils.functional import Promise

from risk.portfolio.holdings import Holdings

Kind = Literal["money", "share", "index", "count", "score", "ratio"]


class Subject(StrEnum):
    """What a line is about."""

    AGENCY = "agency"
    CONTRACTOR = "contractor"
    SUPERVISOR = "supervisor"
    GROUP = "group"
    OFFICER = "officer"
    PROJECT = "project"


@dataclass(frozen=True, slots=True)
class Column:
    """One number of every line."""

    key: str
    label: Promise
    kind: Kind


@dataclass(frozen=True, slots=True)
class Line:
    """The numbers of one subject, or of a pair of them, in one currency if they are money."""

    about: tuple[int, ...]
    numbers: tuple[float, ...]
    currency: str = ""
    is_alert: bool = False


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One number of the whole portfolio."""

    label: Promise
    value: float
    kind: Kind
    currency: str = ""
    is_alert: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What a measure found: the lines, highest first, and what it says of the whole."""

    lines: Sequence[Line] = ()
    figures: Sequence[KeyFigure] = ()
    note: Promise | str = ""

    @property
    def alerts(self) -> int:
        """How many lines and figures are beyond the start value."""
        return sum(one.is_alert for one in self.lines) + sum(one.is_alert for one in self.figures)


@dataclass(frozen=True, slots=True)
class Measure:
    """A definition; `parts` are the holdings that it reads besides the projects. One that
    `compares` contractors says nothing about a single one.

    Alerts are start values of the risk design (section 4.10) that nobody has calibrated.
    """

    code: str
    name: Promise
    formula: Promise
    alert: Promise
    subjects: tuple[Subject, ...]
    columns: tuple[Column, ...]
    compute: Callable[[Holdings], Found] = field(repr=False)
    parts: frozenset[str] = frozenset()
    compares: bool = False

    def place(self, key: str) -> int:
        """Which of a line's numbers the column is."""
        return next(place for place, one in enumerate(self.columns) if one.key == key)
