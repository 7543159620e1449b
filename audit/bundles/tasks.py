"""Bundles are built by a worker, tried again when that fails, and removed in time."""

import logging
from datetime import timedelta
from typing import Any

from celery import Task, shared_task
from django.db.models import F, Q
from django.utils import timezone

from audit.bundles.actions.finish_bundle import finish_bundle
from audit.bundles.building import NoRightError, NotYetError, build, folder, stored_path
from audit.bundles.models import Bundle
from audit.bundles.queueing import BUILD
from audit.log.context import correlated
from egov_outsource.accounts.models import User

logger = logging.getLogger(__name__)
MOST_ATTEMPTS = 30
MOST_ERRORS = 5
# who did not say for so long where it is was killed
SILENCE = timedelta(minutes=2)
PAUSE = timedelta(seconds=5)
LEFT_BEHIND = timedelta(days=1)
Failure = Bundle.Failure


@shared_task(bind=True, name=BUILD)
def build_bundle(self: "Task[Any, Any]", pk: int) -> None:
    """Build one that waits; two workers never build the same."""
    if not _claim(pk):
        return
    bundle = Bundle.objects.select_related("project", "requested_by").get(pk=pk)
    with correlated(str(self.request.id or ""), task=BUILD):
        _build(bundle)


@shared_task(name="bundles.sweep")
def sweep_bundles() -> int:
    """Build what waits or was left behind, remove what expired; answer how many were removed."""
    for pk in _waiting().values_list("pk", flat=True)[:20]:
        build_bundle.delay(pk)
    expired = Bundle.objects.filter(state=Bundle.State.DONE, expires_at__lte=timezone.now())
    removed = 0
    for bundle in expired:
        stored_path(bundle.stored_as).unlink(missing_ok=True)
        removed += Bundle.objects.filter(pk=bundle.pk).update(state=Bundle.State.EXPIRED)
    _tidy()
    return removed


def _claim(pk: int) -> bool:
    """Whether it is this worker's turn."""
    stale = Q(state=Bundle.State.RUNNING, touched_at__lt=timezone.now() - SILENCE)
    free = Bundle.objects.filter(Q(state=Bundle.State.WAITING) | stale, pk=pk)
    claimed = free.update(
        state=Bundle.State.RUNNING, touched_at=timezone.now(), attempts=F("attempts") + 1
    )
    return bool(claimed)


def _waiting() -> Any:
    now = timezone.now()
    waiting = Q(state=Bundle.State.WAITING, touched_at__lt=now - PAUSE)
    stale = Q(state=Bundle.State.RUNNING, touched_at__lt=now - SILENCE)
    return Bundle.objects.filter(waiting | stale).order_by("touched_at")


def _build(bundle: Bundle) -> None:
    system = User.objects.system()
    try:
        built = build(bundle)
    except NoRightError:
        finish_bundle(bundle, actor=system, failure=Failure.RIGHT)
    except NotYetError:
        _try_again(bundle, system, Failure.LOG, MOST_ATTEMPTS)
    except Exception:
        logger.exception("bundle %s could not be built", bundle.pk)
        _try_again(bundle, system, Failure.ERROR, MOST_ERRORS)
    else:
        finish_bundle(
            bundle,
            actor=system,
            stored_as=built.stored_as,
            sha256=built.sha256,
            size=built.size,
            counts=built.counts,
        )


def _try_again(bundle: Bundle, system: User, failure: str, most: int) -> None:
    """Put it back; the sweep takes it after a pause."""
    if bundle.attempts >= most:
        finish_bundle(bundle, actor=system, failure=failure)
        return
    Bundle.objects.filter(pk=bundle.pk, state=Bundle.State.RUNNING).update(
        state=Bundle.State.WAITING, touched_at=timezone.now()
    )


def _tidy() -> None:
    """Remove what killed workers left behind, and files that no bundle names."""
    known = set(Bundle.objects.filter(state=Bundle.State.DONE).values_list("stored_as", flat=True))
    end = (timezone.now() - LEFT_BEHIND).timestamp()
    for path in folder().iterdir():
        if path.name not in known and path.stat().st_mtime < end:
            path.unlink(missing_ok=True)
