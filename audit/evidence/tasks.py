"""The nightly check of every stored file against its digest."""

import logging
import time
from datetime import datetime
from typing import Any

from celery import Task, shared_task
from django.conf import settings
from django.db.models import F, Q
from django.utils import timezone

from audit.evidence.actions.check_integrity import check_integrity
from audit.evidence.models import Document
from audit.log.context import correlated
from egov_outsource.accounts.models import User

logger = logging.getLogger(__name__)


@shared_task(bind=True)
def verify_documents(self: "Task[Any, Any]", round_began: str = "") -> int:
    """Recompute digests, those longest unchecked first; answer how many did not match.

    One document a transaction. What does not fit into half of a task's time is left to a further
    task of the same round, so that a killed worker loses one file's reading at most.
    """
    began = datetime.fromisoformat(round_began) if round_began else timezone.now()
    stop = time.monotonic() + settings.TASK_SECONDS / 2
    system = User.objects.system()
    broken = 0
    with correlated(str(self.request.id or ""), task="verify_documents"):
        while document := _next(began):
            if not check_integrity(document, actor=system).is_intact:
                broken += 1
                logger.error("document %s does not match its digest", document.pk)
            if time.monotonic() > stop:
                verify_documents.delay(began.isoformat())
                break
    return broken


def _next(began: datetime) -> Document | None:
    unchecked = Q(checked_at__isnull=True) | Q(checked_at__lt=began)
    return (
        Document.objects.exclude(sha256="")
        .filter(unchecked, uploaded_at__lt=began)
        .order_by(F("checked_at").asc(nulls_first=True), "pk")
        .first()
    )
