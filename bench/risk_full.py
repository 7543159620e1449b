"""Risk of a whole portfolio of projects with rows in every table, 130 each.

`BENCH_PROJECTS` sets the size.
"""

import os
from collections.abc import Iterable

from bench.figure import Figure
from bench.portfolio.night import night
from tests.build.shuffled import full_project

PROJECTS = int(os.environ.get("BENCH_PROJECTS", "4000"))


def run() -> Iterable[Figure]:
    """Projects a second, all live indicators, on both sides."""
    yield night("risk_full", full_project, PROJECTS)
