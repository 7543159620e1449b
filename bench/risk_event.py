"""From the commit of a change to the new score in the REST answer, by real workers: alone, and
while a run over all projects is worked off beside it."""

import math
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from rest_framework.test import APIRequestFactory, force_authenticate

from bench.figure import Figure
from bench.portfolio import multiply
from bench.portfolio.night import as_after_a_run
from egov_outsource import celery_app
from egov_outsource.accounts.models import User
from egov_outsource.queues import BULK, RISK
from projects.events import announce
from projects.models import Project
from risk.actions.recompute_projects import compute
from risk.actions.start_run import start_run
from risk.api.results import ProjectRiskView
from risk.models import DirtyProject, RecomputeRun
from risk.tasks import send_chunks
from tests.build.projects import make_cast
from tests.build.risk import rich_project

CHANGES = int(os.environ.get("BENCH_CHANGES", "60"))
BESIDE = int(os.environ.get("BENCH_BESIDE", "4000"))
GOAL = 1000.0  # milliseconds, 19 of 20 changes
PATIENCE = 30.0
POLL = 0.01


class Asked(ProjectRiskView):
    """The real resource without its throttle, which is made for people."""

    throttle_classes = ()


def run() -> Iterator[Figure]:
    """Milliseconds until 19 of 20 changes are seen; the baseline is the second that is allowed."""
    cast = make_cast()
    project, today = rich_project(owner=cast.agency), timezone.localdate()
    with working(RISK), working(BULK):
        changed(project, cast.officer, 0)
        alone = [changed(project, cast.officer, turn) for turn in range(1, CHANGES + 1)]
        yield figure("risk_event", alone)
        compute(multiply([rich_project(owner=cast.agency).pk], BESIDE).tolist(), today)
        as_after_a_run()
        beside = []
        for turn in range(CHANGES):
            keep_busy()
            beside.append(changed(project, cast.officer, turn))
        yield figure("risk_event_beside_run", beside)


def figure(name: str, taken: list[float]) -> Figure:
    """The 95th percentile with the median, and of what it is made."""
    p95 = sorted(taken)[math.ceil(len(taken) * 0.95) - 1]
    facts = {
        "p50": statistics.median(taken),
        "most": max(taken),
        "changes": len(taken),
        "debounce_ms": settings.RISK_DEBOUNCE_SECONDS * 1000,
    }
    return Figure(name, p95, "ms p95", GOAL, GOAL / p95, more=facts)


def changed(project: Project, person: User, turn: int) -> float:
    """Change the project, and ask until the result has seen the change."""
    with transaction.atomic():
        Project.objects.filter(pk=project.pk).update(reference_cost=2_000 + turn * 25)
        announce(project.pk)
        seq = DirtyProject.objects.get(pk=project.pk).seq
    start = time.perf_counter()
    while seen(project, person) < seq:
        if time.perf_counter() - start > PATIENCE:
            raise TimeoutError("The change was not computed.")
        time.sleep(POLL)
    return (time.perf_counter() - start) * 1000


def seen(project: Project, person: User) -> int:
    """The last change that the answer of the REST interface knows."""
    request = APIRequestFactory(SERVER_NAME="localhost").get("/")
    force_authenticate(request, person)
    answer: Any = Asked.as_view()(request, project_pk=project.pk)
    return int(answer.render().data.get("event_seq", 0))


def keep_busy() -> None:
    """See to it that a run over all projects is being worked off."""
    if not RecomputeRun.objects.unfinished().exists():
        kind, actor = RecomputeRun.Kind.ON_DEMAND, User.objects.system()
        send_chunks(start_run(kind, actor=actor, as_of=timezone.localdate()))


@contextmanager
def working(queue: str) -> Iterator[None]:
    """A worker of one process on this queue, as the Procfile starts it, on the bench's database."""
    database = connection.settings_dict["NAME"]
    address = urlsplit(settings.DATABASE_URL)._replace(path=f"/{database}").geturl()
    node = f"{queue}-bench@localhost"
    command = (sys.executable, "-m", "celery", "-A", "egov_outsource", "worker", "-c", "1")
    worker = subprocess.Popen(  # noqa: S603 - our own program
        (*command, "-n", node, "-Q", queue, "-l", "ERROR"),
        env={**os.environ, "DATABASE_URL": address},
        cwd=settings.BASE_DIR,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        until = time.monotonic() + PATIENCE
        while not celery_app.control.ping(destination=[node], timeout=0.5):
            if worker.poll() is not None or time.monotonic() > until:
                raise RuntimeError("The worker does not start.")
        yield
    finally:
        worker.terminate()
        worker.wait(30)
