"""One measured figure and the line that tells it."""

import json
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Figure:
    """What was measured, and what the baseline took; a ratio over 1 means better than that."""

    bench: str
    value: float
    unit: str
    baseline: float
    ratio: float

    def line(self) -> str:
        """The figure as one line of JSON."""
        rounded = {k: round(v, 4) if isinstance(v, float) else v for k, v in asdict(self).items()}
        return json.dumps(rounded, ensure_ascii=False)


def milliseconds(work: Callable[[], object], *, times: int = 7) -> float:
    """The median time of `work`, after one run that warms everything up."""
    work()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


def faster(bench: str, ours: float, theirs: float, unit: str = "ms") -> Figure:
    """A figure of which less is better."""
    return Figure(bench, ours, unit, theirs, theirs / ours)


def more(bench: str, ours: float, theirs: float, unit: str) -> Figure:
    """A figure of which more is better."""
    return Figure(bench, ours, unit, theirs, ours / theirs)
