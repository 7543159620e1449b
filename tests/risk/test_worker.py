"""A real worker computes what changed, and nothing is lost when it is killed."""

import os
import signal
import subprocess
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from egov_outsource.accounts.models import User
from projects.events import announce
from projects.models import Project
from risk.actions.recompute_projects import LOCK_SPACE
from risk.actions.start_run import start_run
from risk.models import DirtyProject, RecomputeRun, RiskResult
from risk.tasks import recompute_dirty, resume_runs, send_chunks
from tests.build.risk import bare_project, rich_project
from tests.programs import running_worker

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]

SECONDS = 30


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + SECONDS
    while not true():
        assert time.monotonic() < end, "not in time"
        time.sleep(0.05)


def change(project: Project) -> None:
    with transaction.atomic():
        announce(project.pk)


def test_a_committed_change_is_computed_by_the_worker(worker: subprocess.Popen[bytes]) -> None:
    project = rich_project()
    for _ in range(5):
        change(project)
    until(lambda: RiskResult.objects.filter(project=project).exists())
    until(lambda: not DirtyProject.objects.exists())
    until(lambda: Project.objects.get(pk=project.pk).risk_level > 0)


@pytest.mark.usefixtures("alone")
def test_a_killed_worker_loses_nothing_that_changed() -> None:
    projects = [bare_project() for _ in range(3)]
    for project in projects:
        change(project)
    with blocked(projects[1]), running_worker("victim") as victim:
        recompute_dirty.delay()
        until(worker_waits)
        os.killpg(victim.pid, signal.SIGKILL)
        victim.wait()
    until(lambda: not worker_waits())
    assert DirtyProject.objects.count() == len(projects)
    assert not RiskResult.objects.exists()
    with running_worker("heir"):
        recompute_dirty.delay()  # as beat does every few seconds
        until(lambda: RiskResult.objects.count() == len(projects))
        until(lambda: not DirtyProject.objects.exists())


@pytest.mark.usefixtures("alone")
def test_a_run_goes_on_after_its_worker_was_killed() -> None:
    projects = [bare_project() for _ in range(3)]
    with transaction.atomic():
        run = start_run(
            RecomputeRun.Kind.ON_DEMAND,
            actor=User.objects.system(),
            as_of=timezone.localdate(),
        )
    with blocked(projects[2]), running_worker("victim") as victim:
        send_chunks(run)
        until(worker_waits)
        os.killpg(victim.pid, signal.SIGKILL)
        victim.wait()
    until(lambda: not worker_waits())
    run.refresh_from_db()
    assert run.finished_at is None
    assert run.done == 0
    long_ago = timezone.now() - timedelta(minutes=5)  # nobody says anything any more
    RecomputeRun.objects.filter(pk=run.pk).update(requested_at=long_ago)
    run.chunks.update(begun_at=long_ago)
    with running_worker("heir"):
        resume_runs.delay()  # as beat does every minute
        until(lambda: RecomputeRun.objects.get(pk=run.pk).finished_at is not None)
    assert RiskResult.objects.count() == len(projects)


class blocked:  # noqa: N801 - reads as a word in a with statement
    """Another run holds this project, so that a worker stops in the middle."""

    def __init__(self, project: Project) -> None:
        self.number = LOCK_SPACE + project.pk

    def __enter__(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [self.number])

    def __exit__(self, *_error: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [self.number])


def worker_waits() -> bool:
    """Whether somebody waits for a lock that a run holds."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted)"
        )
        return bool(cursor.fetchone()[0])
