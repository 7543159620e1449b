"""Control rights over time: the means of CRMI and FRG at the end of each month.

Every project counts with its newest result of that day. Projects that are closed today are left
out of all months, so that the line moves with the rights and not with what comes and goes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from risk.columns import Column, Counts, Flags, Floats
from risk.portfolio.grouping import Groups

MONTHS = 24


@dataclass(frozen=True, slots=True)
class Points:
    """Results over time, in the order of project and day (days since 1970)."""

    project: Counts
    owner: Counts
    day: Counts
    crmi: Floats
    frg: Floats


@dataclass(frozen=True, slots=True)
class Means:
    """The means of one agency, or of all (owner 0), at the ends of the months."""

    owner: int
    crmi: Sequence[float]
    frg: Sequence[float]


def month_ends(today: date, months: int = MONTHS) -> list[date]:
    """The last days of the months before, and today."""
    ends = [today]
    while len(ends) < months:
        ends.append(ends[-1].replace(day=1) - timedelta(days=1))
    return ends[::-1]


def means(points: Points, ends: Sequence[date]) -> list[Means]:
    """The means of all projects, then those of each agency."""
    owners = np.unique(points.owner)
    crmi = np.full((len(owners) + 1, len(ends)), np.nan)
    frg = np.full_like(crmi, np.nan)
    for place, end in enumerate(ends):
        last = latest(points, (end - date(1970, 1, 1)).days)
        if not last.any():
            continue
        agencies = Groups.by(points.owner[last])
        rows = np.searchsorted(owners, agencies.keys[:, 0]) + 1
        whole = Groups.by(np.zeros(last.sum()))
        for table, values in ((crmi, points.crmi[last]), (frg, points.frg[last])):
            table[0, place] = whole.mean(values)[0]
            table[rows, place] = agencies.mean(values)
    keys = [0, *owners.tolist()]
    return [Means(key, crmi[place], frg[place]) for place, key in enumerate(keys)]


def latest(points: Points, day: int) -> Flags:
    """Which points are the newest of their project up to that day."""
    until = points.day <= day
    goes_on = np.zeros(len(until), dtype=bool)
    goes_on[:-1] = until[1:] & (points.project[1:] == points.project[:-1])
    found: Column = until & ~goes_on
    return found
