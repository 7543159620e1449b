"""Risk of a whole portfolio of projects of which open data tells as much as a call, two bids, an
award, a contract, milestones and payments: ten rows each, as in a country that imported its past.

`BENCH_PROJECTS` sets the size.
"""

import os
from collections.abc import Iterable

from bench.figure import Figure
from bench.portfolio.night import night
from tests.build.shuffled import thin_project

PROJECTS = int(os.environ.get("BENCH_PROJECTS", "8000"))


def run() -> Iterable[Figure]:
    """Projects a second, all live indicators, on both sides."""
    yield night("risk_full_thin", thin_project, PROJECTS)
