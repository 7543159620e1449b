"""Real workers: long work holds up nothing that is quick, and whoever dies loses nothing."""

import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction

from egov_outsource.accounts.models import User
from egov_outsource.jobs.asking import ask
from egov_outsource.jobs.models import FailedTask, Job
from projects.events import announce
from risk.models import RiskResult
from tests.build.risk import bare_project
from tests.programs import running_worker
from tests.work.tasks import NOTED, break_down, hang, kill, note

pytestmark = [
    pytest.mark.worker,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("alone"),
]

SECONDS = 30


def until(true: Callable[[], Any]) -> None:
    end = time.monotonic() + SECONDS
    while not true():
        assert time.monotonic() < end, "not in time"
        time.sleep(0.05)


def counting(**parameters: Any) -> Job:
    with transaction.atomic():
        return ask("tests.counting", actor=User.objects.system(), parameters=parameters)


def state(job: Job) -> tuple[str, int]:
    job.refresh_from_db()
    return job.state, job.done


def counts(job: Job) -> bool:
    return state(job)[0] == "running" and job.done > 0


def child(worker: subprocess.Popen[bytes]) -> int:
    """The process that does the tasks of a worker."""
    children = Path(f"/proc/{worker.pid}/task/{worker.pid}/children").read_text().split()
    return int(children[-1])


def test_long_work_delays_neither_a_new_score_nor_what_somebody_waits_for() -> None:
    """A job cancelled where it can be, too: this one would run for minutes."""
    project = bare_project()
    with running_worker("bulk", "bulk"), running_worker("quick", "default", "clock", "risk"):
        job = counting(to=10_000, pause=0.05)
        counting(to=1)  # waits behind it
        until(lambda: counts(job))
        began = time.monotonic()
        with transaction.atomic():
            announce(project.pk)
        note.delay("a letter")
        until(lambda: cache.get(NOTED) == "a letter")
        until(lambda: RiskResult.objects.filter(project=project).exists())
        assert time.monotonic() - began < 5
        assert state(job)[0] == "running"
        Job.objects.filter(pk=job.pk).update(cancel_asked_at=job.asked_at)
        until(lambda: state(job)[0] == "cancelled")
        until(lambda: not Job.objects.open().exists())


def test_a_killed_process_loses_no_job_and_what_kills_or_hangs_is_put_aside() -> None:
    with running_worker("mortal") as worker:
        job = counting(to=40, pause=0.05)
        until(lambda: counts(job))
        os.kill(child(worker), signal.SIGKILL)
        kill.delay()
        hang.delay()
        break_down.delay(7)
        until(lambda: FailedTask.objects.count() == 3)
        failed = {one.task: one for one in FailedTask.objects.all()}
        assert failed["tests.kill"].is_dead
        assert failed["tests.hang"].fault.startswith("TimeLimitExceeded")
        assert failed["tests.break"].fault.startswith("KeyError · tests/work/tasks.py:")
        assert failed["tests.break"].args == [7]
        assert "quote" not in failed["tests.break"].fault
        until(lambda: state(job) == ("done", 40))
    assert job.attempts == 2
