"""Risk of a whole portfolio: our set-based run against a loop over projects with the ORM.

The run is that of the night: chunks, each computed and stored in a transaction of its own, taken by
as many processes as there are workers. `BENCH_PROJECTS` sets the size. `peak_mb` is the memory of
the fullest process after the first tenth of the portfolio and after all of it.
"""

import math
import multiprocessing
import os
import resource
import time
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise

from django.db import connection
from django.db.models import Q

from bench.figure import Figure
from bench.portfolio import multiply
from egov_outsource.accounts.models import User
from projects.models import Project
from projects.planning.models import Objective, PlanItem, Requirement
from projects.selection.models import Award, Bid, Contract, Tender
from projects.supervision.models import ChangeRequest, Finding, Milestone, StatusReport
from risk.actions.recompute_projects import compute, recompute_projects
from risk.actions.start_run import CHUNK
from risk.indicators import BY_CODE
from risk.models import RiskResult
from tests.build.risk import AS_OF, rich_project

PROJECTS = int(os.environ.get("BENCH_PROJECTS", "4000"))
WORKERS = 2
LOOPED = 500
SEVERITY = {"critical": 5, "major": 3, "minor": 1}


def run() -> Iterable[Figure]:
    """Projects a second, all live indicators; the loop does twelve of them."""
    ids = multiply(rich_project().pk, PROJECTS)
    chunks = [ids[place : place + CHUNK] for place in range(0, len(ids), CHUNK)]
    for chunk in chunks:
        compute(chunk, AS_OF)
    with connection.cursor() as cursor:  # as after any earlier run: the bands are known
        cursor.execute(
            "UPDATE projects_project p SET risk_level = r.band + 1 "
            "FROM risk_riskresult r WHERE r.project_id = p.id"
        )
        cursor.execute("VACUUM ANALYZE")
    alone = rate(len(chunks[0]), lambda: night(chunks[0]))
    connection.close()  # each process opens its own
    peaks: list[float] = []
    ours = rate(len(ids), lambda: peaks.extend(shared(chunks)))
    kept = {row.pk: row for row in RiskResult.objects.filter(pk__in=ids[:LOOPED])}
    found: dict[int, dict[str, float]] = {}
    theirs = rate(LOOPED, lambda: found.update({one: looped(one) for one in ids[:LOOPED]}))
    check(kept, found)
    more = {
        "projects": len(ids),
        "workers": WORKERS,
        "one_process": alone,
        "peak_mb": [max(peaks[: max(WORKERS, len(peaks) // 10)]), max(peaks)],
    }
    yield Figure("risk_full", ours, "projects/s", theirs, ours / theirs, more)


def shared(chunks: list[list[int]]) -> list[float]:
    """All chunks, each by the process that is free first; the peak of its memory after each."""
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(WORKERS, mp_context=context) as pool:
        return list(pool.map(night, chunks))


def night(chunk: list[int]) -> float:
    """One chunk of the nightly run, and the most memory that this process took so far, in MB."""
    recompute_projects(chunk, actor=User.objects.system(), as_of=AS_OF)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def rate(projects: int, work: object) -> float:
    """Projects a second."""
    start = time.perf_counter()
    work()  # type: ignore[operator]
    return projects / (time.perf_counter() - start)


def check(kept: dict[int, RiskResult], found: dict[int, dict[str, float]]) -> None:
    """Both ways give the same values."""
    for project, values in found.items():
        row = kept[project]
        for code, x in values.items():
            ours = row.inputs[row.codes.index(code)]
            if not math.isclose(ours, x, abs_tol=1e-6):
                raise AssertionError(f"{code} of {project}: {ours} is not {x}")


def looped(pk: int) -> dict[str, float]:
    """One project as one would write it first: read its rows, compute, save."""
    project = Project.objects.get(pk=pk)
    items = list(PlanItem.objects.filter(project=project))
    wanted = list(Requirement.objects.filter(project=project, withdrawn_at=None))
    aims = list(Objective.objects.filter(project=project))
    tender = Tender.objects.get(project=project)
    bids = list(Bid.objects.filter(tender=tender).exclude(status="withdrawn"))
    award = Award.objects.get(tender=tender, status="active")
    contract = Contract.objects.get(project=project)
    reports = list(StatusReport.objects.filter(project=project, superseded_at=None))
    stones = list(Milestone.objects.filter(project=project))
    findings = list(Finding.objects.filter(project=project))
    changes = list(ChangeRequest.objects.filter(Q(project=project)))
    needed = [item for item in items if item.status != "not_applicable"]
    last = max(reports, key=lambda report: report.as_of)
    cost = float(last.ev / last.ac)
    forecast = float(last.ac) + max(0.0, float(last.bac - last.ev)) / cost
    raised = sum(SEVERITY[one.severity] for one in findings)
    due = [one for one in stones if one.due and (AS_OF - one.due).days > 7]
    done = [one for one in changes if one.implemented_on]
    late = [one for one in due if one.met_on is None or (one.met_on - one.due).days > 7]
    overdue = [one for one in findings if one.status != "closed" and one.due < AS_OF]
    hasty = [one for one in done if one.implemented_on < one.decided_at.date()]
    gaps = [one for one in aims if one.baseline is None or not one.method or not one.owner]
    x = {
        "P-01": 1 - sum(item.status == "approved" for item in items) / len(needed),
        "P-02": sum(not one.is_verifiable for one in wanted) / len(wanted),
        "P-11": len(gaps) / len(aims),
        "M-08": len({bid.bidder_id for bid in bids}),
        "M-23": abs(float(contract.value) / float(award.value) - 1),
        "S-02": cost,
        "S-03": forecast / float(last.bac) - 1,
        "S-04": float(sum(one.weight for one in late) / sum(one.weight for one in due)),
        "S-05": sum(SEVERITY[one.severity] for one in overdue) / raised,
        "S-06": float(sum(abs(one.value) for one in changes) / contract.value),
        "S-07": len(hasty) / len(done),
        "S-12": sum(one.verified_at is None for one in reports) / len(reports),
    }
    total = sum(BY_CODE[code].weight * scored(code, value) ** 2 for code, value in x.items())
    result = RiskResult.objects.get(project=project)
    result.score = math.sqrt(total / sum(BY_CODE[code].weight for code in x))
    result.save()
    return x


def scored(code: str, x: float) -> float:
    """The score of a value, straight between the knots."""
    points = BY_CODE[code].mapping.vectors()
    if x <= points[0][0]:
        return points[0][1]
    for (low, first), (high, second) in pairwise(points):
        if x <= high:
            return first + (second - first) * (x - low) / (high - low)
    return points[-1][1]
