"""Programs that tests start: what the operator starts, on the databases of the test process."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import redis
from django.conf import settings

from egov_outsource import celery_app
from egov_outsource.queues import QUEUES

WORKER = (sys.executable, "-m", "celery", "-A", "egov_outsource", "worker", "-c", "1")
START_SECONDS = 60


def environment() -> dict[str, str]:
    """What a started program must know to use the databases of this test process."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "TEST_DATABASE": str(settings.DATABASES["default"]["NAME"]),
    }


def queue() -> redis.Redis:
    """The Redis database that holds this test process's tasks."""
    return redis.Redis.from_url(settings.QUEUE_URL)


def drop_tasks() -> None:
    """Forget the tasks that nobody took, and those that a killed worker took with it."""
    with queue() as client:
        names = [queue.name for queue in settings.CELERY_TASK_QUEUES]
        client.delete(*names, "unacked", "unacked_index")


def wait_until_idle(seconds: float = 30) -> None:
    """Wait until the workers have done every task that was sent."""
    names = [queue.name for queue in settings.CELERY_TASK_QUEUES]
    until = time.monotonic() + seconds
    with queue() as client:
        while any(client.llen(name) for name in names) or client.hlen("unacked"):
            if time.monotonic() > until:
                raise TimeoutError("The tasks are not done in time.")
            time.sleep(0.05)


def answers(name: str) -> bool:
    """Whether the worker called `name` answers."""
    replies = celery_app.control.ping(destination=[name], timeout=0.5)
    return any(name in reply for reply in replies)


@contextmanager
def without_shared_worker() -> Iterator[None]:
    """Within, the worker that all tests share takes no task: those of this test do."""
    control = celery_app.control
    for queue in QUEUES:
        control.cancel_consumer(queue)
    control.broadcast("ping", reply=True, timeout=1, limit=1)  # it has heard everything before
    try:
        yield
    finally:
        for queue in QUEUES:
            control.add_consumer(queue)
        control.broadcast("ping", reply=True, timeout=1, limit=1)


@contextmanager
def running_worker(name: str = "tests", *only: str) -> Iterator[subprocess.Popen[bytes]]:
    """A real Celery worker on all queues or `only` some, ready for work; it ends with the block."""
    queues = ",".join(only or QUEUES)
    node = f"{name}-{os.getpid()}@localhost"
    log = Path(settings.DATA_DIR) / f"{node}.log"
    with log.open("wb") as out:
        worker = subprocess.Popen(
            (*WORKER, "-n", node, "-Q", queues, "-l", "INFO"),
            env=environment(),
            cwd=settings.BASE_DIR,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    until = time.monotonic() + START_SECONDS
    try:
        while not answers(node):
            if worker.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"The worker does not start:\n{log.read_text()[-4000:]}")
        yield worker
    finally:
        worker.terminate()
        try:
            worker.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(worker.pid, signal.SIGKILL)
            worker.wait()
