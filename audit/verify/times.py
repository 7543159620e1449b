"""When entries say that they were written, against trusted times of the heads around them."""

import datetime as dt
from itertools import accumulate

from audit.verify.leaves import Leaves
from audit.verify.report import Report
from audit.verify.stamps import Stamps

# between a clock and another, and between an entry and its number
SLACK = dt.timedelta(hours=1)


def check_times(report: Report, leaves: Leaves, stamps: Stamps) -> None:
    """No entry is dated before a time at which it was not in the log, or after one at which it was.

    Without tokens that hold there is nothing to compare with.
    """
    sizes = sorted(stamps.times)
    moments = [stamps.times[size][0] for size in sizes]
    absent = list(accumulate(moments, max))
    present = list(accumulate(reversed(moments), min))[::-1]
    before = 0
    for index, at in sorted(leaves.moments.items()):
        while before < len(sizes) and sizes[before] <= index:
            before += 1
        if before and at < absent[before - 1] - SLACK:
            report.doubt("TIME-BACKDATED", index=index, at=at, stated=absent[before - 1])
        elif before < len(sizes) and at > present[before] + SLACK:
            report.doubt("TIME-AHEAD", index=index, at=at, stated=present[before])
