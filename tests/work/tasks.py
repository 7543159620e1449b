"""Tasks that end badly, and one that is done at once."""

import os
import signal
import time

from celery import shared_task
from django.core.cache import cache

NOTED = "tests:noted"


@shared_task(name="tests.note")
def note(word: str) -> None:
    """What somebody waits for, such as a letter."""
    cache.set(NOTED, word, 60)


@shared_task(name="tests.kill", max_retries=1, default_retry_delay=0)
def kill() -> None:
    """Kill the process that does it, as one that runs out of memory is."""
    os.kill(os.getpid(), signal.SIGKILL)


@shared_task(name="tests.hang", soft_time_limit=1, time_limit=2)
def hang() -> None:
    """Take longer than allowed, and not listen to the first warning."""
    try:
        time.sleep(30)
    except Exception:  # the warning
        time.sleep(30)


@shared_task(name="tests.break")
def break_down(number: int) -> None:
    """Fail as code with a fault does."""
    raise KeyError(f"words about {number} that may quote a row")
