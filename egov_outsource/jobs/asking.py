"""Asks for a job within the transaction of the action that needs it."""

import logging
from functools import partial
from typing import Any

import kombu.exceptions
import redis.exceptions
from celery import current_app
from django.db import IntegrityError, transaction
from django.db.models import Model

from egov_outsource.accounts.models import User
from egov_outsource.jobs.kinds import KINDS
from egov_outsource.jobs.models import Job
from egov_outsource.wall.eyes import as_system

logger = logging.getLogger(__name__)

RUN = "jobs.run"
GRACE = 30  # seconds between the soft limit, which a job can note, and the hard one


def ask(
    kind: str,
    *,
    actor: User,
    project: Model | None = None,
    parameters: dict[str, Any] | None = None,
    key: str = "",
) -> Job:
    """A job of this kind, carried out soon after commit; the open one with the same key if any.

    A part of actions: who may ask is checked, and what is asked recorded, by the one that calls.
    """
    if kind not in KINDS:
        raise LookupError(f"No app has a kind of job {kind}.")
    facts = {"kind": kind, "key": key, "project": project, "parameters": parameters or {}}
    with as_system():  # an open one may be somebody else's
        try:
            with transaction.atomic():
                job: Job = _open(kind, key) or Job.objects.create(asked_by=actor, **facts)
        except IntegrityError:  # somebody else asked in this moment
            there = _open(kind, key)
            if there is None:
                raise
            job = there
    if job.state == Job.State.WAITING:
        transaction.on_commit(partial(send, job), robust=True)
    return job


def _open(kind: str, key: str) -> Job | None:
    found: Job | None = Job.objects.open().filter(kind=kind, key=key).first() if key else None
    return found


def send(job: Job) -> None:
    """Put it into the queue of its kind; while that is away it waits for the sweep."""
    kind = KINDS.get(job.kind)
    if kind is None:
        logger.error("job %s is of the kind %s, which no app has", job.pk, job.kind)
        return
    try:
        current_app.send_task(
            RUN,
            [job.pk],
            queue=kind.queue,
            soft_time_limit=kind.seconds,
            time_limit=kind.seconds + GRACE,
            retry=False,
        )
    except (kombu.exceptions.OperationalError, redis.exceptions.RedisError, OSError) as problem:
        logger.warning("Job %s waits, the task queue does not answer: %s", job.pk, problem)
