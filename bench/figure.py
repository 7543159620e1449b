"""One measured figure and the line that tells it."""

import json
import math
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from itertools import chain, repeat
from typing import Any

from django.db import connection

FEWEST = 5
IN_A_ROW = 20


@dataclass(frozen=True)
class Figure:
    """What was measured, and what the baseline took; a ratio over 1 means better than that."""

    bench: str
    value: float
    unit: str
    baseline: float
    ratio: float
    more: dict[str, Any] = field(default_factory=dict)

    def line(self) -> str:
        """The figure as one line of JSON."""
        facts = asdict(self)
        facts |= facts.pop("more")
        rounded = {k: round(v, 4) if isinstance(v, float) else v for k, v in facts.items()}
        return json.dumps(rounded, ensure_ascii=False)


@dataclass(frozen=True)
class Times:
    """How long something took again and again: in all, and of that in the database."""

    whole: list[float]
    database: list[float]

    @property
    def p50(self) -> float:
        """The median of the whole time."""
        return statistics.median(self.whole)

    @property
    def p95(self) -> float:
        """What 19 of 20 runs keep within."""
        return sorted(self.whole)[math.ceil(len(self.whole) * 0.95) - 1]

    @property
    def db(self) -> float:
        """The median of the time in the database."""
        return statistics.median(self.database)


def timed(*works: Callable[[], object], seconds: float = 2.0, times: int = 12) -> tuple[Times, ...]:
    """Every one of `works` some times over, by turns, so that a busy moment meets all alike.

    Each runs once before, which warms everything up, and less often when that takes long. A turn
    runs it a few times in a row: the first of them alone finds the processor's caches full of what
    the others did.
    """
    for work in works:
        work()
    taken = tuple(Times([], []) for _work in works)
    end = time.perf_counter() + seconds * len(works)
    for turn in range(times):
        if turn >= FEWEST and time.perf_counter() > end:
            break
        for work, mine in chain.from_iterable(
            repeat(pair, IN_A_ROW) for pair in zip(works, taken, strict=True)
        ):
            clock = _Clock()
            with connection.execute_wrapper(clock):
                start = time.perf_counter()
                work()
                mine.whole.append((time.perf_counter() - start) * 1000)
            mine.database.append(clock.milliseconds)
    return taken


class _Clock:
    """Adds up the time of every statement."""

    milliseconds = 0.0

    def __call__(self, execute: Any, *statement: Any) -> Any:
        """Run one statement."""
        start = time.perf_counter()
        try:
            return execute(*statement)
        finally:
            self.milliseconds += (time.perf_counter() - start) * 1000


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
