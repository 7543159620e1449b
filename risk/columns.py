"""Columns: one NumPy array per fact, one place per project; and lists of different length."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]
Codes = NDArray[np.int8]
Shorts = NDArray[np.int16]
Flags = NDArray[np.bool_]
Days = NDArray[np.datetime64]
Moments = NDArray[np.datetime64]
States = NDArray[np.int8]
Column = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Lists:
    """A list of numbers per project: those of project i are values[starts[i]:starts[i + 1]]."""

    values: Floats
    starts: Counts

    @classmethod
    def empty(cls, projects: int) -> "Lists":
        return cls(np.zeros(0), np.zeros(projects + 1, dtype=np.int64))

    @property
    def lengths(self) -> Counts:
        return np.diff(self.starts)

    def owners(self) -> Counts:
        """For each value the place of its project."""
        return np.repeat(np.arange(len(self.starts) - 1, dtype=np.int64), self.lengths)

    def at(self, place: Counts) -> Floats:
        """The value at `place` in each project's list; NaN outside the list."""
        inside = (place >= 0) & (place < self.lengths)
        found = np.full(len(place), np.nan)
        found[inside] = self.values[(self.starts[:-1] + place)[inside]]
        return found


def ratio(part: Column, whole: Column) -> Floats:
    """part / whole; NaN where whole is zero or unknown, never an error."""
    divisible = np.isfinite(whole) & (whole != 0)
    found = np.full(len(divisible), np.nan)
    np.divide(part, whole, out=found, where=divisible, dtype=np.float64)
    return found
