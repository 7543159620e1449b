"""Control rights over time: the means of CRMI and FRG at the end of each month.

Every project counts with its newest result of that day. Projects that are closed today are left
out of all months, so that the line moves with the rights and not with what comes and goes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from risk.columns import Column, Counts, Flags, Floats, ratio
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
    """The means of one agency, or of all (owner 0), at the ends of the months; and of how many."""

    owner: int
    crmi: Floats
    frg: Floats
    declared: Counts
    decided: Counts


def month_ends(today: date, months: int = MONTHS) -> list[date]:
    """The last days of the months before, and today."""
    ends = [today]
    while len(ends) < months:
        ends.append(ends[-1].replace(day=1) - timedelta(days=1))
    return ends[::-1]


def means(points: Points, ends: Sequence[date]) -> list[Means]:
    """The means of all projects, then those of each agency."""
    owners = np.unique(points.owner)
    tables = [np.full((len(owners), len(ends)), np.nan) for _ in range(2)]
    counts = [np.zeros((len(owners), len(ends)), dtype=np.int64) for _ in range(2)]
    for place, end in enumerate(ends):
        last = latest(points, (end - date(1970, 1, 1)).days)
        agencies = Groups.by(points.owner[last])
        rows = np.searchsorted(owners, agencies.keys[:, 0])
        for which, values in enumerate((points.crmi[last], points.frg[last])):
            tables[which][rows, place] = agencies.mean(values)
            counts[which][rows, place] = agencies.sum(~np.isnan(values))
    found = [
        Means(int(key), tables[0][row], tables[1][row], counts[0][row], counts[1][row])
        for row, key in enumerate(owners)
    ]
    return [together(found, len(ends)), *found]


def together(agencies: Sequence[Means], months: int) -> Means:
    """The means over several agencies, each counting with its projects."""
    declared = sum((one.declared for one in agencies), start=np.zeros(months, dtype=np.int64))
    decided = sum((one.decided for one in agencies), start=np.zeros(months, dtype=np.int64))
    crmi = sum((np.nan_to_num(one.crmi) * one.declared for one in agencies), np.zeros(months))
    frg = sum((np.nan_to_num(one.frg) * one.decided for one in agencies), np.zeros(months))
    return Means(0, ratio(crmi, declared), ratio(frg, decided), declared, decided)


def latest(points: Points, day: int) -> Flags:
    """Which points are the newest of their project up to that day."""
    until = points.day <= day
    goes_on = np.zeros(len(until), dtype=bool)
    goes_on[:-1] = until[1:] & (points.project[1:] == points.project[:-1])
    found: Column = until & ~goes_on
    return found
