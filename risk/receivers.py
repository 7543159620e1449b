"""Listens to the spine: a changed project is noted at once and computed soon after commit."""

import logging
from functools import partial
from typing import Any

import kombu.exceptions
import redis.exceptions
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.dispatch import receiver

from projects.events import project_changed
from risk.models.dirty import mark_dirty
from risk.tasks import PENDING, recompute_dirty

logger = logging.getLogger(__name__)


@receiver(project_changed, dispatch_uid="risk")
def note_change(project_id: int, **_signal: Any) -> None:
    """Write the change down in its own transaction; ask for the work when it is committed."""
    mark_dirty([project_id])
    transaction.on_commit(partial(ask_for_work))


def ask_for_work() -> None:
    """Send one task for all changes within the debounce time. Without Redis the change stays
    noted, and the sweep finds it."""
    wait = settings.RISK_DEBOUNCE_SECONDS
    try:
        if cache.add(PENDING, 1, timeout=max(1, int(wait) + 1)):
            recompute_dirty.apply_async(countdown=wait, expires=wait + 60, retry=False)
    except (kombu.exceptions.OperationalError, redis.exceptions.RedisError, OSError) as problem:
        logger.warning("Risk is recomputed later, the task queue does not answer: %s", problem)
