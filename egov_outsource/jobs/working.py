"""Carries out one job: begins it, lets its kind work, and writes down how it ended."""

import logging
import random
from datetime import timedelta
from typing import Any

from celery.exceptions import SoftTimeLimitExceeded
from django.db.models.functions import Coalesce, Now
from django.utils import timezone

from egov_outsource.errors import Refusal
from egov_outsource.jobs.faults import place_of
from egov_outsource.jobs.kinds import KINDS, Kind
from egov_outsource.jobs.models import Cancelled, Job
from egov_outsource.transient import TRANSIENT

logger = logging.getLogger(__name__)

LOCKS = 0x4A4F4253 << 32  # advisory locks of jobs: one number a job
LONGEST_PAUSE = timedelta(minutes=5)
Failure, State = Job.Failure, Job.State


def carry_out(job: Job) -> str:
    """Do a job that this worker holds; answers its new state."""
    kind = KINDS.get(job.kind)
    if job.cancel_asked_at is not None:
        return end(job, State.CANCELLED)
    if kind is None or job.attempts >= kind.attempts:
        return end(job, State.FAILED, failure=Failure.LOST if kind else Failure.ERROR)
    begin(job)
    try:
        return end(job, State.DONE, outcome=kind.work(job) or {})
    except Cancelled:
        return end(job, State.CANCELLED)
    except TRANSIENT as away:
        return put_back(job, kind, away)
    except Exception as error:
        return end(job, State.FAILED, **reason_of(job, error))


def reason_of(job: Job, error: Exception) -> dict[str, str]:
    """Why it failed, as the row says it; the words of an unforeseen error are in the log only."""
    if isinstance(error, Refusal):
        return {"failure": Failure.REFUSED, "fault": error.code}
    if isinstance(error, SoftTimeLimitExceeded):
        return {"failure": Failure.TIME, "fault": place_of(error)}
    logger.error("job %s failed", job, exc_info=error)
    return {"failure": Failure.ERROR, "fault": place_of(error)}


def begin(job: Job) -> None:
    """Count the attempt and say that it runs."""
    now = timezone.now()
    job.state, job.attempts, job.done = State.RUNNING, job.attempts + 1, 0
    job.started_at = job.started_at or now
    job.touched_at = now
    job.save(update_fields=["state", "attempts", "done", "started_at", "touched_at"])


def end(job: Job, state: str, **facts: Any) -> str:
    """Write down how it ended; one that is over stays as it is."""
    if state == State.DONE:
        facts |= {"done": job.total or job.done, "total": job.total or job.done}
    now = timezone.now()
    facts |= {"finished_at": now, "touched_at": now}
    Job.objects.open().filter(pk=job.pk).update(
        state=state, started_at=Coalesce("started_at", Now()), **facts
    )
    return state


def put_back(job: Job, kind: Kind, away: BaseException) -> str:
    """Let it wait a while, longer each time, unless it was tried often enough."""
    logger.warning("job %s is tried again: %s", job, away)
    if job.attempts >= kind.attempts:
        return end(job, State.FAILED, failure=Failure.AWAY, fault=place_of(away))
    pause = min(timedelta(seconds=5 * 2**job.attempts), LONGEST_PAUSE)
    due = timezone.now() + pause * random.uniform(0.5, 1)  # noqa: S311 - no secret
    Job.objects.open().filter(pk=job.pk).update(state=State.WAITING, due_at=due)
    return State.WAITING
