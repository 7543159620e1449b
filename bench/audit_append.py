"""What an entry costs a business transaction.

`audit_append`: transactions a second of 16 writers, each a process with a connection of its own as
web workers are, whose transaction changes a row and takes 10 ms, with its entry against without.
Commits are durable; both sides take turns of a second, so that a busy moment meets both alike. The
change is a statement sent as it is: what the writers spend beside the entry leaves the processors
free, else the figure says how these are shared.
"""

import multiprocessing
import statistics
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction

from audit.log.record import record
from bench import journal
from bench.figure import Figure
from egov_outsource.access import remembered_scopes
from egov_outsource.accounts.models import User
from egov_outsource.wall.eyes import acting, as_system
from projects.models import Project
from tests.build.projects import make_cast, make_project

CHANGE = "UPDATE projects_project SET title_zh = %s WHERE id = %s"
WRITERS, BUSINESS = 16, 0.010
TURNS, SECONDS = 12, 1.0


@dataclass
class Side:
    """What one writer did with, or without, entries."""

    taken: list[float] = field(default_factory=list)
    recording: list[float] = field(default_factory=list)
    seconds: float = 0.0


def run() -> Iterator[Figure]:
    """One figure; beside it what one entry adds to its transaction, in the middle."""
    journal.begin()
    with as_system():
        cast = make_cast()
        rows = [make_project(cast.agency, cast.officer) for _writer in range(WRITERS)]
    written = _written(rows, cast.officer)
    bare, entered = ([pair[side] for pair in written] for side in (0, 1))
    without, value = _rate(bare), _rate(entered)
    more = {
        "writers": WRITERS,
        "record_p50_ms": _median(time for side in entered for time in side.recording),
        "extra_p50_ms": _median(t for side in entered for t in side.taken)
        - _median(t for side in bare for t in side.taken),
    }
    yield Figure("audit_append", value, "transactions/s", without, value / without, more)


def _written(rows: list[Project], actor: User) -> list[tuple[Side, Side]]:
    """What every writer did, without entries and with them."""
    context = multiprocessing.get_context("fork")
    together, results = context.Barrier(len(rows)), context.SimpleQueue()
    connection.close()
    writers = [
        context.Process(target=_writer, args=(row, actor, together, results)) for row in rows
    ]
    for writer in writers:
        writer.start()
    written = [results.get() for _writer in writers]
    for writer in writers:
        writer.join()
    return written


def _writer(row: Project, actor: User, together: threading.Barrier, results: Any) -> None:
    """One process: turns without and with entries, begun together with the others."""
    sides = Side(), Side()
    with acting(actor), remembered_scopes():  # as an action does, and a request
        for side in sides:
            _write(row, actor, Side(), is_recorded=side is sides[1])  # warms everything up
        for _turn in range(TURNS):
            for side in sides:
                together.wait()
                _write(row, actor, side, is_recorded=side is sides[1])
    connection.close()
    results.put(sides)


def _write(row: Project, actor: User, side: Side, *, is_recorded: bool) -> None:
    start = end = time.perf_counter()
    while end < start + SECONDS:
        began = end
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(CHANGE, [str(began), row.pk])
            time.sleep(BUSINESS)
            if is_recorded:
                before = time.perf_counter()
                record("project:changed", row, actor=actor, data={"new": {"title_zh": str(began)}})
                side.recording.append(time.perf_counter() - before)
        end = time.perf_counter()
        side.taken.append(end - began)
    side.seconds += end - start


def _rate(sides: list[Side]) -> float:
    """Transactions a second of all writers together."""
    return sum(len(side.taken) / side.seconds for side in sides)


def _median(times: Iterator[float]) -> float:
    return statistics.median(times) * 1000
