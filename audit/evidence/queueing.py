"""Asks for the scan of a document once its reception is committed."""

from functools import partial

from celery import current_app
from django.db import transaction

from audit.evidence.models import Document


def scan_soon(document: Document) -> None:
    """Queue the scan; what a queue that is away loses, the sweep of every minute finds."""
    if document.scan == Document.Scan.WAITING:
        task = "audit.evidence.tasks.scan_one"
        transaction.on_commit(partial(current_app.send_task, task, [document.pk]), robust=True)
