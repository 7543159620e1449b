"""Which workers answer, and what each does at this moment."""

import time
from dataclasses import dataclass
from typing import Any

from celery import current_app

from egov_outsource.operations.queues import AWAY

SECONDS = 0.6


@dataclass(frozen=True)
class Running:
    """A task that is being done, and for how many seconds."""

    task: str
    task_id: str
    seconds: float | None


@dataclass(frozen=True)
class Worker:
    """A worker, the queues that it takes from, and its tasks."""

    name: str
    queues: list[str]
    running: list[Running]


def answering() -> list[Worker]:
    """Those that answer within a moment; one with a single process is silent while it works."""
    try:
        inspect = current_app.control.inspect(timeout=SECONDS)
        queues: dict[str, Any] = inspect.active_queues() or {}
        active: dict[str, Any] = (inspect.active() if queues else None) or {}
    except AWAY:
        return []
    return [
        Worker(
            name,
            [str(queue["name"]) for queue in queues.get(name, [])],
            [_running(task) for task in active.get(name, [])],
        )
        for name in sorted(queues)
    ]


def _running(task: dict[str, Any]) -> Running:
    began = task.get("time_start")
    seconds = max(0.0, time.time() - began) if began else None
    return Running(str(task["name"]), str(task["id"]), seconds)
