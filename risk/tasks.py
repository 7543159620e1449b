"""Tasks of the risk engine: drain what changed, work through runs, start the nightly one, note
which results are out of date."""

import logging
import time
from datetime import timedelta

import kombu.exceptions
import redis.exceptions
from celery import shared_task
from django.conf import settings
from django.core.cache import cache
from django.db.models import F
from django.utils import timezone

from egov_outsource.accounts.models import User
from egov_outsource.advisory import held
from egov_outsource.errors import Conflict
from egov_outsource.jobs.models import Job
from projects.models import Project
from risk.actions.remind_reviews import remind_reviews
from risk.actions.start_run import start_run
from risk.alerts.mail import mail_alerts
from risk.batches import BATCH, recompute_batch
from risk.draws.work import ask_for_all
from risk.models import DirtyProject, RecomputeChunk, RecomputeRun, RiskEntry
from risk.portfolio.jobs import ask_for_portfolio
from risk.register.reading import due_for_review
from risk.staleness import mark_stale_results

logger = logging.getLogger(__name__)

CHUNK_LOCKS = 0x43484E4B << 32  # advisory locks of chunks: one number per chunk
BACKLOG_LOCK = 0x424B4C47 << 32
PENDING = "risk:drain-pending"
# a run without progress for so long lost its messages or its worker
SILENCE = timedelta(minutes=1)
MOST_ATTEMPTS = 4


@shared_task(soft_time_limit=120, time_limit=150)
def recompute_dirty() -> int:
    """Compute the projects that changed last; returns how many.

    Many changes are one task: whoever sends it first leaves a mark, which goes before the work,
    so that a change during the work sends the next one. What is more than a batch is left to
    `recompute_backlog`, so that nobody's change waits behind those of an import.
    """
    cache.delete(PENDING)
    newest = DirtyProject.objects.order_by("-since").values_list("pk", flat=True)
    ids = list(newest[: BATCH + 1])
    if len(ids) > BATCH:
        send_backlog()
    if not ids:
        return 0
    actor, as_of = User.objects.system(), timezone.localdate()
    return recompute_batch(sorted(ids[:BATCH]), actor=actor, as_of=as_of)


@shared_task
def recompute_backlog() -> int:
    """Compute what changed and nobody computed, oldest first, one worker at a time; returns how
    many. It gives way to other long work after half of its time."""
    actor, stop = User.objects.system(), time.monotonic() + settings.TASK_SECONDS / 2
    done, last = 0, 0
    with held(BACKLOG_LOCK) as is_held:
        while is_held:
            waiting = DirtyProject.objects.filter(pk__gt=last).order_by("pk")
            ids = list(waiting.values_list("pk", flat=True)[:BATCH])
            if not ids:
                break
            done += recompute_batch(ids, actor=actor, as_of=timezone.localdate())
            last = ids[-1]
            if time.monotonic() > stop:
                send_backlog()
                break
    return done


def send_backlog() -> None:
    """Ask for it; without Redis the next sweep does."""
    try:
        recompute_backlog.apply_async(retry=False, expires=settings.TASK_SECONDS)
    except (kombu.exceptions.OperationalError, redis.exceptions.RedisError, OSError) as problem:
        logger.warning("Changes wait, the task queue does not answer: %s", problem)


@shared_task
def recompute_chunk(run_id: int) -> int:
    """Compute one chunk of a run that nobody else holds; returns how many projects it had.

    A chunk is begun a few times at most: what fails, or kills its workers, is left out and told.
    """
    left = RecomputeChunk.objects.left().filter(run_id=run_id)
    for number in left.order_by("id").values_list("pk", flat=True):
        with held(CHUNK_LOCKS + number) as is_held:
            chunk = left.select_related("run").filter(pk=number).first() if is_held else None
            if chunk is None:
                continue
            try:
                work_off(chunk)
            finally:
                finish(run_id)
        return chunk.size
    return 0


def work_off(chunk: RecomputeChunk) -> None:
    """Compute a chunk that this worker holds."""
    mine = RecomputeChunk.objects.filter(pk=chunk.pk)
    if chunk.attempts >= MOST_ATTEMPTS:  # each time its worker died
        mine.update(failed_at=timezone.now())
        return
    mine.update(attempts=F("attempts") + 1, begun_at=timezone.now())
    try:
        recompute_batch(chunk.projects, actor=User.objects.system(), as_of=chunk.run.as_of)
    except Exception:
        if chunk.attempts + 1 >= MOST_ATTEMPTS:
            mine.update(failed_at=timezone.now())
        raise
    mine.update(done_at=timezone.now())


def finish(run_id: int) -> None:
    """Close the run once no chunk is left."""
    if not RecomputeChunk.objects.left().filter(run_id=run_id).exists():
        RecomputeRun.objects.filter(pk=run_id, finished_at__isnull=True).update(
            finished_at=timezone.now()
        )


@shared_task
def resume_runs() -> int:
    """Send a task for every chunk that is left of runs in which nothing moves: what a killed
    worker or a lost message left behind; doubles find nothing to do."""
    sent = 0
    for run in RecomputeRun.objects.unfinished():
        if run.requested_at < timezone.now() - SILENCE and not run.has_moved_within(SILENCE):
            sent += send_chunks(run)
        finish(run.pk)
    return sent


def send_chunks(run: RecomputeRun) -> int:
    """One task per chunk that is left; without Redis the chunks wait to be resumed."""
    left = run.chunks.left().count()
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


@shared_task
def mark_stale() -> int:
    """Note which results are shown as out of date; nothing is computed. Returns how many."""
    return mark_stale_results(timezone.now())


@shared_task
def portfolio_run() -> int:
    """The nightly standings of all agencies; a second beat finds the job that is open."""
    job: Job = ask_for_portfolio(timezone.localdate())
    return job.pk


@shared_task(name="letters.risk_alerts")
def send_alert_letters() -> int:
    """Letters about new alerts, beside other mail and not in the queue that counts; a second beat
    finds nothing new."""
    return mail_alerts()


@shared_task
def remind_reviews_due() -> int:
    """Write to the owners of risks whose review is due; returns in how many projects."""
    actor, today = User.objects.system(), timezone.localdate()
    due = due_for_review(RiskEntry.objects.filter(reminded_on=None), today)
    keys = due.order_by().values_list("project", flat=True).distinct()
    projects = list(Project.objects.filter(pk__in=list(keys)).order_by("pk"))
    for project in projects:
        remind_reviews(project, actor=actor, today=today)
    return len(projects)
