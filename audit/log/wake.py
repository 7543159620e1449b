"""Asks for the sequencer after a commit, once for all entries of the last moments."""

import logging
import threading
import time
from functools import partial

import kombu.exceptions
import redis.exceptions
from celery import current_app
from django.conf import settings
from django.db import transaction

logger = logging.getLogger(__name__)

SEQUENCE = "audit.log.tasks.sequence"
_lock = threading.Lock()
_asked = [0.0]


def wake_after_commit() -> None:
    """The entry that is being written is numbered soon after its transaction commits.

    One message a process within the debounce time; the task starts only when that has passed, so
    that it meets every entry committed meanwhile. Without Redis the sweep finds them.
    """
    transaction.on_commit(partial(_ask, settings.LOG_DEBOUNCE_SECONDS))


def _ask(wait: float) -> None:
    now = time.monotonic()
    with _lock:
        if now - _asked[0] < wait:
            return
        _asked[0] = now
    try:
        current_app.send_task(SEQUENCE, countdown=wait, queue="log", retry=False)
    except (kombu.exceptions.OperationalError, redis.exceptions.RedisError, OSError) as problem:
        logger.warning("The log is sequenced later, the task queue does not answer: %s", problem)
