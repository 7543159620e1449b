"""What a viewer may see of all projects, as columns: one NumPy array a fact."""

from dataclasses import dataclass, field, fields
from typing import Self

import numpy as np

from risk.catalogue import DIMENSIONS
from risk.columns import Column, Counts, Flags, Floats

UNKNOWN = -1  # where a row names nobody


def whole() -> Counts:
    """An empty column of whole numbers."""
    return np.zeros(0, dtype=np.int64)


def real() -> Floats:
    """An empty column of numbers, NaN where unknown."""
    return np.zeros(0)


def flag() -> Flags:
    """An empty column of yes and no."""
    return np.zeros(0, dtype=bool)


@dataclass(frozen=True, slots=True)
class Rows:
    """Columns of the same length."""

    def where(self, chosen: Column) -> Self:
        """The rows chosen by flags or places."""
        return type(self)(**{one.name: getattr(self, one.name)[chosen] for one in fields(self)})


@dataclass(frozen=True, slots=True)
class Projects(Rows):
    """The projects in question; scores are NaN before the first result, or where not due."""

    key: Counts = field(default_factory=whole)
    owner: Counts = field(default_factory=whole)
    officer: Counts = field(default_factory=whole)
    stage: Counts = field(default_factory=whole)
    band: Counts = field(default_factory=whole)
    live: Flags = field(default_factory=flag)
    important: Flags = field(default_factory=flag)
    protection: Counts = field(default_factory=whole)
    score: Floats = field(default_factory=real)
    chance: Floats = field(default_factory=real)
    dimensions: Floats = field(default_factory=lambda: np.zeros((0, len(DIMENSIONS))))
    crmi: Floats = field(default_factory=real)
    frg: Floats = field(default_factory=real)
    exit: Floats = field(default_factory=real)

    def __len__(self) -> int:
        return len(self.key)

    def places(self, keys: Counts) -> Counts:
        """Where each of `keys` stands; -1 for what is not in question. Keys are in order."""
        if not len(self.key):
            return np.full(len(keys), UNKNOWN, dtype=np.int64)
        found = np.minimum(np.searchsorted(self.key, keys), len(self.key) - 1)
        return np.where(self.key[found] == keys, found, UNKNOWN)


@dataclass(frozen=True, slots=True)
class Contracts(Rows):
    """Contracts in effect, in live projects; `project` is a place among the projects.

    What is outstanding is the value without what was paid, NaN where payments are not shown.
    """

    project: Counts = field(default_factory=whole)
    contractor: Counts = field(default_factory=whole)
    currency: Counts = field(default_factory=whole)
    value: Floats = field(default_factory=real)
    outstanding: Floats = field(default_factory=real)


@dataclass(frozen=True, slots=True)
class Parties(Rows):
    """Contractors and supervisors engaged in projects, once a project; fees of those in force."""

    project: Counts = field(default_factory=whole)
    organisation: Counts = field(default_factory=whole)
    supervises: Flags = field(default_factory=flag)
    currency: Counts = field(default_factory=whole)
    fee: Floats = field(default_factory=real)


@dataclass(frozen=True, slots=True)
class Datasets(Rows):
    """Business data of projects with important data: who holds them, outside government or not."""

    project: Counts = field(default_factory=whole)
    holder: Counts = field(default_factory=whole)
    outside: Flags = field(default_factory=flag)


@dataclass(frozen=True, slots=True)
class Ties(Rows):
    """Who controls whom, among organisations."""

    one: Counts = field(default_factory=whole)
    other: Counts = field(default_factory=whole)


@dataclass(frozen=True, slots=True)
class Overdue(Rows):
    """How much is open past its due date, by project."""

    project: Counts = field(default_factory=whole)
    number: Counts = field(default_factory=whole)


@dataclass(frozen=True, slots=True)
class Closed(Rows):
    """Finished projects: actual cost and time against the plan, as ratios."""

    project: Counts = field(default_factory=whole)
    cost: Floats = field(default_factory=real)
    time: Floats = field(default_factory=real)


@dataclass(frozen=True, slots=True)
class Draws:
    """Draws of the scores of projects that can be among the highest, out of so many drawn."""

    project: Counts = field(default_factory=whole)
    scores: Floats = field(default_factory=lambda: np.zeros((0, 0)))
    of: int = 0


@dataclass(frozen=True, slots=True)
class Holdings:
    """All of it; what a measure does not read stays empty."""

    projects: Projects = field(default_factory=Projects)
    contracts: Contracts = field(default_factory=Contracts)
    parties: Parties = field(default_factory=Parties)
    datasets: Datasets = field(default_factory=Datasets)
    ties: Ties = field(default_factory=Ties)
    overdue: Overdue = field(default_factory=Overdue)
    closed: Closed = field(default_factory=Closed)
    draws: Draws = field(default_factory=Draws)
    knows_exit: bool = False


def currency_code(name: str) -> int:
    """A currency as one whole number, so that it fits into a column."""
    return int.from_bytes(name.encode("ascii"), "big")


def currency_name(code: int) -> str:
    """The currency of a column's number."""
    return int(code).to_bytes(3, "big").decode("ascii")
