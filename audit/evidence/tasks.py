"""The nightly check of every stored file against its digest."""

import logging
from typing import Any

from celery import Task, shared_task

from audit.evidence.actions.check_integrity import check_integrity
from audit.evidence.models import Document
from audit.log.context import correlated
from egov_outsource.accounts.models import User

logger = logging.getLogger(__name__)


@shared_task(bind=True)
def verify_documents(self: "Task[Any, Any]") -> int:
    """Recompute every digest, one document a transaction; answer how many did not match."""
    system = User.objects.system()
    keys = Document.objects.exclude(sha256="").order_by("pk").values_list("pk", flat=True)
    broken = 0
    with correlated(str(self.request.id or ""), task="verify_documents"):
        for key in keys.iterator(chunk_size=1000):
            document = check_integrity(Document.objects.get(pk=key), actor=system)
            if not document.is_intact:
                broken += 1
                logger.error("document %s does not match its digest", document.pk)
    return broken
