"""What holds for every task: where it waits, how long it may run, and that nothing is lost."""

from typing import Any

import pytest
from django.conf import settings

from audit.log.models import Entry
from egov_outsource import celery_app
from egov_outsource.errors import Conflict, Hidden
from egov_outsource.jobs.actions.put_task_away import put_task_away
from egov_outsource.jobs.actions.retry_task import retry_task
from egov_outsource.jobs.models import FailedTask
from egov_outsource.jobs.receivers import write_down
from egov_outsource.queues import QUEUES, ROUTES
from egov_outsource.transient import TRANSIENT
from tests.build.projects import Cast


def ours() -> dict[str, Any]:
    celery_app.loader.import_default_modules()
    return {name: task for name, task in celery_app.tasks.items() if not name.startswith("celery.")}


def test_every_task_is_limited_acknowledged_late_and_tried_again() -> None:
    assert len(ours()) > 15
    for name, task in ours().items():
        assert 0 < task.soft_time_limit < task.time_limit, name
        assert task.acks_late, name
        assert task.reject_on_worker_lost, name
        assert task.retry_on_worker_lost, name
        assert set(TRANSIENT) <= set(task.autoretry_for), name
        assert task.retry_backoff > 0, name
        assert task.retry_jitter, name


def test_every_task_waits_in_the_queue_that_was_meant_for_it() -> None:
    queues = {
        name: celery_app.amqp.router.route({}, name)["queue"].name
        for name in ours()
        if not name.startswith("tests.")
    }
    assert set(queues.values()) == set(QUEUES)
    assert {name for name, queue in queues.items() if queue == "risk"} == {
        "risk.tasks.recompute_dirty"
    }
    assert {name for name, queue in queues.items() if queue == "default"} == {
        "audit.evidence.tasks.scan_one",
        "audit.evidence.tasks.scan_documents",
        "audit.log.outside_tasks.cosign",
        "audit.log.outside_tasks.stamp",
        "letters.risk_alerts",
    }
    named = {name for name in ROUTES if not name.endswith("*")}
    assert named <= set(queues), "a route of a task that is gone"


def test_what_runs_by_the_clock_exists_and_does_not_pile_up() -> None:
    for name, line in settings.CELERY_BEAT_SCHEDULE.items():
        assert line["task"] in ours(), name
        if isinstance(line["schedule"], float):
            assert line["options"]["expires"] >= line["schedule"], name


class _Task:
    name = "risk.tasks.recompute_chunk"
    request = None


def failed(error: BaseException, *args: int) -> FailedTask:
    write_down(_Task(), "the id", error, list(args), {})
    return FailedTask.objects.latest("last_at")


@pytest.mark.django_db
def test_the_same_failure_is_one_row_until_somebody_sees_to_it(cast: Cast) -> None:
    first = failed(ValueError("Zhang San"), 1)
    again = failed(ValueError("Li Si"), 1)
    other = failed(ValueError("Li Si"), 2)
    assert first.pk == again.pk != other.pk
    assert (again.times, again.fault) == (2, "ValueError")
    put_task_away(again, actor=cast.operator)
    assert failed(ValueError("Li Si"), 1).pk not in {first.pk, other.pk}
    entry = Entry.objects.get(event="task:put_away")
    assert entry.data["times"] == 2


@pytest.mark.django_db
def test_an_operator_and_nobody_else_has_a_failed_task_done_again(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    failure = failed(ValueError(), 7)
    with pytest.raises(Hidden):
        retry_task(failure, actor=cast.leader)
    with django_capture_on_commit_callbacks() as sent:
        retry_task(failure, actor=cast.operator)
    assert any("send_task" in repr(one) for one in sent)
    failure.refresh_from_db()
    assert (failure.settled, failure.settled_by) == ("retried", cast.operator)
    assert Entry.objects.get(event="task:retried").data["task"] == failure.task
    with pytest.raises(Conflict):
        put_task_away(failure, actor=cast.operator)
