"""Asks for the sequencer after a commit, once for all entries of the last moments."""

import functools
import logging
import time
from functools import partial

import kombu.exceptions
import redis
from celery import current_app
from django.conf import settings
from django.db import transaction

logger = logging.getLogger(__name__)

SEQUENCE = "audit.log.tasks.sequence"
KEPT_SECONDS = 10
SECONDS = 1
SHORTEST = 0.01
_asked = [0]


def wake_after_commit() -> None:
    """The entry that is being written is numbered soon after its transaction commits.

    Time is cut into spans of the debounce time, and whoever commits first within one asks, of all
    processes. The task starts when a whole span has passed, so that it meets every entry committed
    within the one it was asked for. Without Redis the sweep finds them.
    """
    transaction.on_commit(partial(_ask, max(settings.LOG_DEBOUNCE_SECONDS, SHORTEST)))


def _ask(wait: float) -> None:
    span = int(time.time() / wait)
    if span == _asked[0]:  # this process knows that it was asked for, by whomever
        return
    _asked[0] = span
    try:
        if _shared().set(f"log:asked:{span}", 1, ex=KEPT_SECONDS, nx=True):
            current_app.send_task(SEQUENCE, countdown=wait, queue="log", retry=False)
    except (kombu.exceptions.OperationalError, redis.RedisError, OSError) as problem:
        logger.warning("The log is sequenced later, the task queue does not answer: %s", problem)


@functools.cache
def _shared() -> redis.Redis:
    """A client that is kept: making one, as the cache does each time, costs more than asking it."""
    address = str(settings.CACHES["default"]["LOCATION"])
    return redis.Redis.from_url(address, socket_timeout=SECONDS, socket_connect_timeout=SECONDS)
