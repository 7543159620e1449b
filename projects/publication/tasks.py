"""Imports that were handed in, carried out by a worker."""

import logging
from datetime import timedelta

from celery import Task, shared_task
from django.utils import timezone
from kombu.exceptions import OperationalError as QueueAway

from audit.log.context import correlated
from projects.publication.actions.import_ocds import import_ocds
from projects.publication.actions.start_import import stored_path
from projects.publication.models import ImportRun

log = logging.getLogger(__name__)
# a run that did not begin or end in this time is put into the queue again
PATIENCE = timedelta(minutes=2)


def enqueue(run: ImportRun) -> None:
    """Put a run into the queue; while that is away the run waits for `resume_imports`."""
    try:
        run_import.delay(run.pk)
    except QueueAway:
        log.warning("the queue is away, import %s waits", run.pk)


@shared_task(name="publication.resume_imports")
def resume_imports() -> None:
    """Put runs into the queue that a lost queue or worker left behind; two never run at once."""
    stuck = ImportRun.objects.exclude(stored_as="").filter(
        status__in=[ImportRun.Status.WAITING, ImportRun.Status.RUNNING],
        created_at__lt=timezone.now() - PATIENCE,
    )
    for run in stuck:
        enqueue(run)


@shared_task(
    bind=True,
    name="publication.run_import",
    retry_backoff_max=30,
    max_retries=20,
)
def run_import(self: Task, run_id: int) -> None:
    """Carry out a run as the person who started it; a run that is over stays as it is."""
    run = ImportRun.objects.select_related("owner", "started_by").filter(pk=run_id).first()
    if run is None or run.is_over:
        return
    path = stored_path(run)
    with correlated(str(self.request.id or ""), "publication.run_import"):
        import_ocds(run, actor=run.started_by, sources=[(path, run.name)])
    if run.is_over:
        path.unlink(missing_ok=True)
