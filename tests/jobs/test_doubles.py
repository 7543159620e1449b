"""Two beats at once do no harm: whatever runs by the clock runs twice in parallel here."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection

from audit.entitlements.models import AccessReport
from egov_outsource import celery_app
from egov_outsource.accounts.models import User
from egov_outsource.jobs.asking import ask
from egov_outsource.jobs.models import FailedTask, Job
from risk.models import DirtyProject, RecomputeRun, RiskResult
from risk.models.dirty import mark_dirty
from tests.build.projects import make_cast
from tests.build.risk import rich_project

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("alone")]

# the log tells of every run
LOG = "audit"


def once(task: Any, together: Barrier) -> str:
    """Do it as a worker does, in a connection of its own."""
    try:
        together.wait(20)
        return str(task.apply().state)
    finally:
        connection.close()


def doubled() -> Iterator[tuple[str, str]]:
    """Every task of the schedule, twice at the same moment; how each ended."""
    celery_app.loader.import_default_modules()
    with ThreadPoolExecutor(2) as pool:
        for line in settings.CELERY_BEAT_SCHEDULE.values():
            task, together = celery_app.tasks[line["task"]], Barrier(2)
            for end in [pool.submit(once, task, together) for _ in range(2)]:
                yield task.name, end.result()


def rows() -> dict[str, int]:
    """How many rows each table has."""
    return {
        model._meta.label: model._base_manager.count()
        for model in apps.get_models()
        if model._meta.managed and model._meta.app_label != LOG
    }


def test_whatever_runs_by_the_clock_may_run_twice_at_once() -> None:
    cast = make_cast()
    project = rich_project(owner=cast.agency)
    mark_dirty([cast.project.pk, project.pk])
    ask("tests.counting", actor=User.objects.system(), parameters={"to": 1})
    assert {end for _task, end in doubled()} == {"SUCCESS"}
    assert RecomputeRun.objects.filter(kind="nightly").count() == 1
    assert RiskResult.objects.count() == 2
    assert not DirtyProject.objects.exists()
    assert not FailedTask.objects.exists()
    reports = AccessReport.objects.values_list("agency", flat=True)
    assert len(reports) == len(set(reports))
    first = rows()
    assert {end for _task, end in doubled()} == {"SUCCESS"}
    assert rows() == first
    assert Job.objects.filter(kind="tests.counting").count() == 1
