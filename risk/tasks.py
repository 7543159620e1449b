"""Tasks of the risk engine: drain what changed, work through runs, start the nightly one."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import kombu.exceptions
from celery import shared_task
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict
from egov_outsource.jobs.models import Job
from risk.actions.recompute_projects import recompute_projects
from risk.actions.start_run import start_run
from risk.answers.telling import tell_contractors
from risk.draws import ask_for_all
from risk.models import DirtyProject, RecomputeChunk, RecomputeRun

logger = logging.getLogger(__name__)

BATCH = 500
CHUNK_LOCKS = 0x43484E4B << 32  # advisory locks of chunks: one number per chunk
PENDING = "risk:drain-pending"


@shared_task
def recompute_dirty() -> int:
    """Compute the projects that changed, oldest first; returns how many.

    Many changes are one task: whoever sends it first leaves a mark, which goes before the work,
    so that a change during the work sends the next one.
    """
    cache.delete(PENDING)
    actor, as_of = User.objects.system(), timezone.localdate()
    ids = list(DirtyProject.objects.order_by("since").values_list("pk", flat=True))
    done = 0
    for place in range(0, len(ids), BATCH):
        batch = ids[place : place + BATCH]
        done += recompute_projects(batch, actor=actor, as_of=as_of)
        tell_contractors(batch, actor=actor)
    return done


@shared_task
def recompute_chunk(run_id: int) -> int:
    """Compute one chunk of a run that nobody else holds; returns how many projects it had."""
    left = RecomputeChunk.objects.filter(run_id=run_id, done_at__isnull=True)
    for number in left.order_by("id").values_list("pk", flat=True):
        with held(number) as is_held:
            chunk = left.select_related("run").filter(pk=number).first() if is_held else None
            if chunk is None:
                continue
            actor = User.objects.system()
            recompute_projects(chunk.projects, actor=actor, as_of=chunk.run.as_of)
            tell_contractors(chunk.projects, actor=actor)
            RecomputeChunk.objects.filter(pk=number).update(done_at=timezone.now())
        finish(run_id)
        return chunk.size
    return 0


@contextmanager
def held(chunk: int) -> Iterator[bool]:
    """Hold a chunk for this worker, if nobody else does; the database lets go when it dies."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [CHUNK_LOCKS + chunk])
        is_held = bool(cursor.fetchone()[0])
        try:
            yield is_held
        finally:
            if is_held:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [CHUNK_LOCKS + chunk])


def finish(run_id: int) -> None:
    """Close the run once its last chunk is done."""
    left = RecomputeChunk.objects.filter(run_id=run_id, done_at__isnull=True)
    if not left.exists():
        RecomputeRun.objects.filter(pk=run_id, finished_at__isnull=True).update(
            finished_at=timezone.now()
        )


@shared_task
def resume_runs() -> int:
    """Send a task for every chunk that is not done: what a killed worker or a lost message left
    behind; doubles find nothing to do."""
    sent = 0
    for run in RecomputeRun.objects.unfinished():
        sent += send_chunks(run)
        finish(run.pk)
    return sent


def send_chunks(run: RecomputeRun) -> int:
    """One task per chunk that is left; without Redis the chunks wait to be resumed."""
    left = run.chunks.filter(done_at__isnull=True).count()
    try:
        for _ in range(left):
            recompute_chunk.apply_async((run.pk,), retry=False)
    except kombu.exceptions.OperationalError as problem:
        logger.warning("The run is resumed later, the task queue does not answer: %s", problem)
    return left


@shared_task
def recompute_all() -> int:
    """The nightly run over all projects; a second beat on the same day does nothing."""
    try:
        run = start_run(
            RecomputeRun.Kind.NIGHTLY, actor=User.objects.system(), as_of=timezone.localdate()
        )
    except Conflict:
        return 0
    return send_chunks(run)


@shared_task
def draw_all() -> int:
    """The nightly draws of all scores; a second beat finds the job that is open."""
    job: Job = ask_for_all(timezone.localdate())
    return job.pk
