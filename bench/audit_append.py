"""What an entry costs a business transaction.

`audit_append`: transactions a second of 16 writers, each a process with a connection of its own as
web workers are, whose transaction works for 10 ms, with its entry against without. The work is what
actions do: a row is read and locked, its references are read, it is saved, as often as takes 10 ms
in a process alone, most of that in Python.

`audit_append_waiting`: the same where the transaction sends one statement and waits for the rest of
the 10 ms, as for somebody else's answer: then the figure says how the processors are shared, which
without entries have nothing to do for most of the time.

Commits are durable; both sides take turns of half a second, in an order drawn anew, so that
neither a busy moment nor what the machine does at its own intervals meets one of them.
"""

import multiprocessing
import random
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction

from audit.log.record import record
from bench import journal
from bench.figure import Figure
from egov_outsource.access import remembered_scopes
from egov_outsource.accounts.models import User
from egov_outsource.wall.eyes import acting, as_system
from projects.concurrency import locked
from projects.models import Project
from tests.build.projects import make_cast, make_project

CHANGE = "UPDATE projects_project SET title_zh = %s WHERE id = %s"
WRITERS, BUSINESS = 16, 0.010
TURNS, SECONDS = 24, 0.5
TRIALS = 40
Work = Callable[[Project, str], None]


@dataclass
class Side:
    """What one writer did with, or without, entries."""

    taken: list[float] = field(default_factory=list)
    recording: list[float] = field(default_factory=list)
    seconds: float = 0.0


def run() -> Iterator[Figure]:
    """Two figures; beside each what one entry adds to its transaction, in the middle."""
    journal.begin()
    with as_system():
        cast = make_cast()
        rows = [make_project(cast.agency, cast.officer) for _writer in range(WRITERS)]
    with acting(cast.officer), remembered_scopes():
        rounds = _rounds(rows[0])
    yield _figure("audit_append", rows, cast.officer, _working(rounds), {"rounds": rounds})
    yield _figure("audit_append_waiting", rows, cast.officer, _waiting, {})


def _figure(
    name: str, rows: list[Project], actor: User, work: Work, facts: dict[str, int]
) -> Figure:
    written = _written(rows, actor, work)
    bare, entered = ([pair[side] for pair in written] for side in (0, 1))
    without, value = _rate(bare), _rate(entered)
    more = facts | {
        "writers": WRITERS,
        "record_p50_ms": _median(time for side in entered for time in side.recording),
        "extra_p50_ms": _median(t for side in entered for t in side.taken)
        - _median(t for side in bare for t in side.taken),
    }
    return Figure(name, value, "transactions/s", without, value / without, more)


def _round(row: Project, text: str) -> None:
    """What an action does with a row that it changes."""
    fresh = locked(row)
    fresh.title_zh = f"{text} {fresh.owner.label} {fresh.created_by}"[:200]
    fresh.save()


def _rounds(row: Project) -> int:
    """How many rounds fill the time of a business transaction that nothing disturbs."""
    taken = []
    for number in range(TRIALS):
        with transaction.atomic():
            _round(row, str(number))
            start = time.perf_counter()
            _round(row, str(number))
            taken.append(time.perf_counter() - start)
    return max(1, round(BUSINESS / statistics.median(taken)))


def _working(rounds: int) -> Work:
    def work(row: Project, text: str) -> None:
        for number in range(rounds):
            _round(row, f"{text} {number}")

    return work


def _waiting(row: Project, text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(CHANGE, [text, row.pk])
    time.sleep(BUSINESS)


def _written(rows: list[Project], actor: User, work: Work) -> list[tuple[Side, Side]]:
    """What every writer did, without entries and with them."""
    context = multiprocessing.get_context("fork")
    together, results = context.Barrier(len(rows)), context.SimpleQueue()
    connection.close()
    writers = [
        context.Process(target=_writer, args=(row, actor, work, together, results)) for row in rows
    ]
    for writer in writers:
        writer.start()
    written = [results.get() for _writer in writers]
    for writer in writers:
        writer.join()
    return written


def _writer(
    row: Project, actor: User, work: Work, together: threading.Barrier, results: Any
) -> None:
    """One process: turns without and with entries, begun together with the others."""
    sides = Side(), Side()
    with acting(actor), remembered_scopes():  # as an action does, and a request
        for side in sides:
            _write(row, actor, work, Side(), is_recorded=side is sides[1])  # warms everything up
        for turn in range(TURNS):
            for side in random.Random(turn).sample(sides, 2):  # noqa: S311 - the same for all
                together.wait()
                _write(row, actor, work, side, is_recorded=side is sides[1])
    connection.close()
    results.put(sides)


def _write(row: Project, actor: User, work: Work, side: Side, *, is_recorded: bool) -> None:
    start = end = time.perf_counter()
    while end < start + SECONDS:
        began = end
        with transaction.atomic():
            work(row, str(began))
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
