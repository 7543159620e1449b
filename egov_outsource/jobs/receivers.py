"""Listens to the task queue: when was what sent and done, and what failed for good."""

import logging
import time
from typing import Any

from billiard.exceptions import WorkerLostError
from celery.signals import before_task_publish, task_failure, task_postrun, task_prerun
from django.core.cache import cache
from django.db import DatabaseError, close_old_connections
from django.db.models import F
from django.utils import timezone

from egov_outsource.jobs.faults import place_of
from egov_outsource.jobs.models import FailedTask
from egov_outsource.wall.eyes import as_system

logger = logging.getLogger(__name__)

SENT_AT = "sent_at"
DAYS = 40 * 24 * 3600
UNKNOWN = "unknown"


def last_key(task: str) -> str:
    """Where the cache keeps when a task was last done."""
    return f"work:last:{task}"


@before_task_publish.connect(dispatch_uid="jobs.sent")
def note_sending(headers: dict[str, Any] | None = None, **_signal: Any) -> None:
    """So that the age of a message in a queue is known."""
    if headers is not None:
        headers.setdefault(SENT_AT, time.time())


@task_prerun.connect(dispatch_uid="jobs.begun")
def note_begin(task: Any = None, **_signal: Any) -> None:
    """Remember when the task began."""
    task.request.begun = time.time()


@task_postrun.connect(dispatch_uid="jobs.done")
def note_end(task: Any = None, state: str | None = None, **_signal: Any) -> None:
    """Keep when a task was last done, how long it took and how it ended; without Redis, nothing."""
    now = time.time()
    took = now - getattr(task.request, "begun", now)
    cache.set(last_key(task.name), {"at": now, "seconds": took, "state": state or ""}, DAYS)


@task_failure.connect(dispatch_uid="jobs.failed")
def note_failure(
    sender: Any = None,
    task_id: str = "",
    exception: BaseException | None = None,
    args: Any = None,
    kwargs: Any = None,
    **_signal: Any,
) -> None:
    """Write down what failed for good; a database that is away leaves it to the log."""
    try:
        with as_system():
            write_down(sender, task_id, exception, list(args or ()), dict(kwargs or {}))
    except DatabaseError:
        logger.exception("the failure of %s could not be written down", task_id)
    finally:
        if isinstance(exception, WorkerLostError):  # in the worker's main process
            close_old_connections()


def write_down(
    task: Any, task_id: str, error: BaseException | None, args: list[Any], kwargs: dict[str, Any]
) -> None:
    """A new row, or once more of the one that is open."""
    request = getattr(task, "request", None)
    queue = ((getattr(request, "delivery_info", None) or {}).get("routing_key")) or ""
    facts = {
        "task": task.name,
        "args": args,
        "kwargs": kwargs,
        "fault": place_of(error) if error else UNKNOWN,
        "is_dead": isinstance(error, WorkerLostError),
    }
    now = timezone.now()
    same = FailedTask.objects.filter(settled="", **facts)
    if not same.update(times=F("times") + 1, last_at=now, task_id=task_id):
        FailedTask.objects.create(queue=queue, task_id=task_id, first_at=now, last_at=now, **facts)
