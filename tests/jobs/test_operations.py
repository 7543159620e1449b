"""The operators' page: what runs, what failed, and nothing of any project."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from rest_framework.test import APIClient

from audit.bundles.models import Bundle
from audit.log.models import Entry
from egov_outsource.jobs.asking import ask
from egov_outsource.jobs.models import FailedTask, Job
from egov_outsource.jobs.receivers import last_key
from egov_outsource.jobs.working import carry_out
from egov_outsource.operations import queues
from egov_outsource.operations.clock import scheduled
from egov_outsource.operations.workers import answering
from projects.publication.models import ImportRun
from risk.actions.start_run import start_run
from risk.models import RecomputeRun
from tests.build.projects import Cast

pytestmark = pytest.mark.django_db


def world(cast: Cast) -> tuple[Job, Job, FailedTask]:
    """A job that waits, one that failed, a task that failed."""
    waiting = ask("tests.counting", actor=cast.officer, project=cast.project, parameters={"to": 5})
    broken = ask("tests.failing", actor=cast.officer, parameters={"way": "error"})
    carry_out(broken)
    task = FailedTask.objects.create(
        task="risk.tasks.recompute_all", fault="KeyError · risk/x.py:1", task_id="a-b", is_dead=True
    )
    return waiting, broken, task


def test_an_operator_sees_imports_and_bundles_that_failed(cast: Cast, client: Client) -> None:
    facts = {"finished_at": timezone.now() + timedelta(minutes=1)}
    run = ImportRun.objects.create(
        name="a.jsonl", owner=cast.project.owner, started_by=cast.officer, status="failed",
        failure="BadZipFile", **facts,
    )  # fmt: skip
    bundle = Bundle.objects.create(
        project=cast.project, kind="project", case_name="P", requested_by=cast.officer,
        state="failed", failure="error", **facts,
    )  # fmt: skip
    client.force_login(cast.operator)
    page = client.get("/operations/jobs/").content.decode()
    for shown in (f"Import #{run.pk}", "BadZipFile", f"Evidence bundle #{bundle.pk}"):
        assert shown in page
    assert f"retry-imports/{run.pk}" not in page
    assert client.post(f"/operations/jobs/retry-imports/{run.pk}/").status_code == 404


def test_an_operator_sees_work_failures_and_the_clock_and_no_project(
    cast: Cast, client: Client
) -> None:
    waiting, broken, task = world(cast)
    at = {"at": 1_700_000_000.0, "seconds": 1.5, "state": "FAILURE"}
    cache.set(last_key("risk.tasks.mark_stale"), at, 60)
    client.force_login(cast.operator)
    page = client.get("/operations/jobs/").content.decode()
    for shown in (
        f"Counting #{waiting.pk}",
        f"Failing #{broken.pk}",
        "ValueError",
        "KeyError · risk/x.py:1",
        "risk.tasks.mark_stale",
        "FAILURE",
        "<code>bulk</code>",
    ):
        assert shown in page
    assert cast.project.title not in page
    assert cast.project.reference not in page
    for deed, pk in (
        ("cancel-jobs", waiting.pk),
        ("retry-jobs", broken.pk),
        ("retry-task", task.pk),
    ):
        assert client.post(f"/operations/jobs/{deed}/{pk}/").status_code == 302
    waiting.refresh_from_db()
    broken.refresh_from_db()
    task.refresh_from_db()
    assert (waiting.state, broken.state, task.settled) == ("cancelled", "waiting", "retried")
    assert client.post(f"/operations/jobs/erase/{task.pk}/").status_code == 404
    moving = client.get("/operations/jobs/moving/").content.decode()
    assert "<html" not in moving


def test_to_everybody_else_there_is_no_such_page(cast: Cast, client: Client) -> None:
    _waiting, _broken, task = world(cast)
    client.force_login(cast.leader)
    assert client.get("/operations/jobs/").status_code == 404
    assert client.post(f"/operations/jobs/put-away/{task.pk}/").status_code == 404
    assert client.get("/api/v1/operations/").status_code == 404


def test_programs_of_operators_read_the_same_and_do_the_same(cast: Cast) -> None:
    waiting, _broken, task = world(cast)
    program = APIClient()
    program.force_authenticate(cast.operator)
    told = program.get("/api/v1/operations/").json()
    assert [queue["name"] for queue in told["queues"]] == list(queues.QUEUES)
    assert [one["pk"] for one in told["work"]] == [waiting.pk]
    assert told["failed_tasks"][0]["is_dead"] is True
    assert {one["task"] for one in told["clock"]} >= {"jobs.sweep", "risk.tasks.recompute_all"}
    assert program.post(f"/api/v1/operations/put-away/{task.pk}/").status_code == 204
    assert program.post(f"/api/v1/operations/put-away/{task.pk}/").status_code == 409


def test_a_queue_that_is_away_is_told(cast: Cast, client: Client, monkeypatch: object) -> None:
    from celery import current_app  # noqa: PLC0415 - the app of the tests

    away = current_app.connection_for_read("redis+socket:///nonexistent/redis.sock")
    monkeypatch.setattr(current_app, "connection_for_read", lambda: away)  # type: ignore[attr-defined]
    assert not queues.waiting().answers
    client.force_login(cast.operator)
    assert "Redis does not answer" in client.get("/operations/jobs/").content.decode()


def test_what_was_given_up_of_a_run_is_begun_anew(cast: Cast, client: Client) -> None:
    run = start_run(RecomputeRun.Kind.ON_DEMAND, actor=cast.officer, as_of=timezone.localdate())
    client.force_login(cast.operator)
    address = f"/operations/jobs/retry-runs/{run.pk}/"
    assert client.post(address).status_code == 409
    run.chunks.update(failed_at=timezone.now(), attempts=4)
    RecomputeRun.objects.update(finished_at=timezone.now())
    page = client.get("/operations/jobs/").content.decode()
    assert "1 projects are in parts that were given up." in page
    assert address in page
    assert client.post(address).status_code == 302
    run.refresh_from_db()
    assert (run.finished_at, run.failed, run.chunks.left().count()) == (None, 0, 1)
    assert Entry.objects.filter(event="risk:run_retried").count() == 1


@pytest.mark.worker
@pytest.mark.usefixtures("worker")
def test_workers_say_from_which_queues_they_take() -> None:
    assert any(set(queues.QUEUES) <= set(worker.queues) for worker in answering())


def test_the_schedule_is_told_in_words() -> None:
    every = {line.name: line.every for line in scheduled()}
    assert every["reconcile"] == "every day at 02:20"
    assert every["stamp"] == "every hour at minute 20"
    assert every["sequence"] == "every 10 seconds"
    assert every["sequence-waiting"] == "2 times a second"
