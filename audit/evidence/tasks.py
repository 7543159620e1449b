"""Work that nobody waits for: scans, the nightly check of every digest, expired parts."""

import logging
import time
from datetime import datetime
from typing import Any

from celery import Task, shared_task
from django.conf import settings
from django.db.models import F, Q
from django.utils import timezone

from audit.evidence import parts, scanner
from audit.evidence.actions.check_integrity import check_integrity
from audit.evidence.actions.scan_document import scan_document
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
        .filter(unchecked, uploaded_at__lt=began, disposed_at__isnull=True)
        .order_by(F("checked_at").asc(nulls_first=True), "pk")
        .first()
    )


@shared_task(bind=True)
def scan_one(self: "Task[Any, Any]", pk: int) -> None:
    """Scan a document that was just received."""
    document = Document.objects.filter(pk=pk, scan=Document.Scan.WAITING).first()
    if document is not None and scanner.is_configured():
        with correlated(str(self.request.id or ""), task="scan_one"):
            scan_document(document, actor=User.objects.system())


@shared_task(bind=True)
def scan_documents(self: "Task[Any, Any]") -> int:
    """Scan what waits, what failed and is due, what came before there was a scanner.

    Answers how many were tried. It stops at the first failure: a scanner that is away for one
    file is away for all.
    """
    if not scanner.is_configured():
        return 0
    stop = time.monotonic() + settings.TASK_SECONDS / 2
    system, tried = User.objects.system(), 0
    with correlated(str(self.request.id or ""), task="scan_documents"):
        while time.monotonic() < stop and (document := _to_scan()):
            tried += 1
            if scan_document(document, actor=system).scan == Document.Scan.FAILED:
                break
    return tried


@shared_task
def remove_expired_parts() -> int:
    """Remove uploads that nobody continued; answer how many."""
    return parts.remove_expired()


def _to_scan() -> Document | None:
    due = Q(scan_due_at__isnull=True) | Q(scan_due_at__lte=timezone.now())
    open_scans = [Document.Scan.WAITING, Document.Scan.FAILED, Document.Scan.NOT_SCANNED]
    return (
        Document.objects.filter(due, scan__in=open_scans, disposed_at__isnull=True)
        .order_by(F("scan_due_at").asc(nulls_last=True), "pk")
        .first()
    )
