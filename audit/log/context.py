"""What an entry must know about the request or task in which an action runs."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

request_id: ContextVar[str] = ContextVar("request_id", default="")
task_name: ContextVar[str] = ContextVar("task_name", default="")


@contextmanager
def correlated(identifier: str, task: str = "") -> Iterator[None]:
    """Everything recorded within carries `identifier`, and `task` when a worker acts."""
    first = request_id.set(identifier)
    second = task_name.set(task)
    try:
        yield
    finally:
        request_id.reset(first)
        task_name.reset(second)
