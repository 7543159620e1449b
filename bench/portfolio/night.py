"""The run of the night over a whole portfolio, against a loop over projects with the ORM.

The run takes chunks, each computed and stored in a transaction of its own, by as many processes as
there are workers. The loop does the same work as one would write it first, on a sample; both must
have found the same.
"""

import math
import multiprocessing
import resource
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any

import numpy as np
from django.db import connection
from django.utils import timezone

from bench.figure import Figure
from bench.portfolio import multiply
from egov_outsource.accounts.models import User
from projects.models import Project
from risk.actions.recompute_projects import compute, recompute_projects
from risk.actions.start_run import CHUNK
from risk.columns import Counts
from risk.modelling.in_force import model_on
from risk.models import RiskModel, RiskResult
from risk.scoring.vetoes import VETOES
from tests.build.risk import AS_OF
from tests.build.shuffled.drawing import Draw, Parties
from tests.risk import oracle
from tests.risk.oracle.scoring import Assessment

WORKERS = 2
LOOPED = 250
TEMPLATES = 8  # projects that differ in every table; copies of one differ in dates and amounts
ALONE = 5  # chunks that one process takes for comparison
NUMBERS = ("aggregate", "guard", "score", "lo", "hi", "coverage", "confidence")


def night(name: str, like: Callable[[Draw], Project], projects: int) -> Figure:
    """Projects a second of a portfolio of copies of such projects, on both sides.

    `peak_mb` is the memory of the fullest process after the first tenth of the run and after all.
    """
    draw = Draw(1, Parties())
    ids = multiply([like(draw).pk for _ in range(TEMPLATES)], projects // TEMPLATES)
    chunks = [ids[place : place + CHUNK] for place in range(0, len(ids), CHUNK)]
    connection.close()  # each process opens its own
    shared(first, chunks)
    as_after_a_run()
    alone = rate(sum(map(len, chunks[:ALONE])), lambda: shared(again, chunks[:ALONE], workers=1))
    peaks: list[float] = []
    ours = rate(len(ids), lambda: peaks.extend(shared(again, chunks)))
    sample = ids[:: max(1, len(ids) // LOOPED)][:LOOPED].tolist()
    kept = {row.pk: row for row in RiskResult.objects.filter(pk__in=sample)}
    found: dict[int, Assessment] = {}
    model = model_on(AS_OF)
    theirs = rate(len(sample), lambda: found.update({one: looped(one, model) for one in sample}))
    check(kept, found)
    more = {
        "projects": len(ids),
        "workers": WORKERS,
        "one_process": alone,
        "peak_mb": [max(peaks[: max(WORKERS, len(peaks) // 10)]), max(peaks)],
    }
    return Figure(name, ours, "projects/s", theirs, ours / theirs, more)


def shared(
    work: Callable[[Counts], float], chunks: list[Counts], workers: int = WORKERS
) -> list[float]:
    """All chunks, each by the process that is free first; the peak of its memory after each."""
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        return list(pool.map(work, chunks))


def first(chunk: Counts) -> float:
    """A chunk that was never computed, without the notes on its projects."""
    compute(chunk.tolist(), AS_OF)
    return peak()


def again(chunk: Counts) -> float:
    """One chunk of the nightly run."""
    recompute_projects(chunk.tolist(), actor=User.objects.system(), as_of=AS_OF)
    return peak()


def peak() -> float:
    """The most memory that this process took so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def as_after_a_run() -> None:
    """The bands are known to the projects."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE projects_project p SET risk_level = r.band + 1 "
            "FROM risk_riskresult r WHERE r.project_id = p.id"
        )
        written = "projects_project, risk_riskresult, risk_riskpoint, risk_freeze"
        cursor.execute(f"VACUUM ANALYZE {written}")
    connection.close()


def rate(projects: int, work: Callable[[], object]) -> float:
    """Projects a second."""
    start = time.perf_counter()
    work()
    return projects / (time.perf_counter() - start)


def check(kept: dict[int, RiskResult], found: dict[int, Assessment]) -> None:
    """Both ways give the same values, states, scores and vetoes."""
    for project, one in found.items():
        row = kept[project]
        theirs = columns_of(one, row.codes)
        for name, ours in ((name, getattr(row, name)) for name in theirs):
            if not np.allclose(ours, theirs[name], rtol=1e-9, atol=1e-6, equal_nan=True):
                raise AssertionError(f"{name} of {project}: {ours} is not {theirs[name]}")


def looped(pk: int, model: RiskModel) -> Assessment:
    """One project as one would write it first: read its rows, compute, save."""
    found = oracle.assess(pk, AS_OF, model.parameters)
    RiskResult.objects.filter(pk=pk).update(
        model=model, as_of=AS_OF, computed_at=timezone.now(), **columns_of(found, model.codes)
    )
    return found


def columns_of(found: Assessment, codes: Sequence[str]) -> dict[str, Any]:
    """An assessment as a result keeps it."""
    values = [found.values[code] for code in codes]
    return {
        "inputs": numbers(one.x for one in values),
        "states": [int(one.state) for one in values],
        "scores": numbers(found.scores[code] for code in codes),
        "contributions": numbers(found.contributions[code] for code in codes),
        "dimensions": numbers(found.dimensions),
        **{name: number(getattr(found, name)) for name in NUMBERS},
        "band": found.band,
        "vetoes": sum(1 << n for n, veto in enumerate(VETOES) if veto.code in found.vetoes),
    }


def numbers(values: Iterable[float | None]) -> list[float]:
    return [number(one) for one in values]


def number(value: float | None) -> float:
    """As it is stored: not a number where there is none."""
    return math.nan if value is None else float(value)
