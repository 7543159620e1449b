"""When entries say that they were written, against trusted times of the heads around them."""

import datetime as dt
from bisect import bisect_right

from audit.verify.leaves import Leaves
from audit.verify.report import Report
from audit.verify.stamps import Stamps

# between a clock and another, and between an entry and its number
SLACK = dt.timedelta(hours=1)


def check_times(report: Report, leaves: Leaves, stamps: Stamps) -> None:
    """No entry is dated before a time at which it was not in the log, or after one at which it was.

    Without tokens that hold there is nothing to compare with.
    """
    times = _newest_of_their_time(stamps)
    sizes = [size for size, _at in times]
    for index, at in sorted(leaves.moments.items()):
        place = bisect_right(sizes, index)
        if place and at < times[place - 1][1] - SLACK:
            report.doubt("TIME-BACKDATED", index=index, at=at, stated=times[place - 1][1])
        elif place < len(times) and at > times[place][1] + SLACK:
            report.doubt("TIME-AHEAD", index=index, at=at, stated=times[place][1])


def _newest_of_their_time(stamps: Stamps) -> list[tuple[int, dt.datetime]]:
    """Heads by size with their times, without those that were stamped after a larger one.

    Such a token says that the head was there, and nothing about what the head does not hold.
    """
    found: list[tuple[int, dt.datetime]] = []
    for size in sorted(stamps.times, reverse=True):
        at = stamps.times[size][0]
        if not found or at <= found[-1][1]:
            found.append((size, at))
    return found[::-1]
