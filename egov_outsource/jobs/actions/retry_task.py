"""Have a task that failed for good done again."""

from functools import partial

from celery import current_app
from django.db import transaction

from audit.log.action import action
from audit.log.record import record
from egov_outsource.accounts.models import User
from egov_outsource.jobs.models import FailedTask
from egov_outsource.jobs.reach import open_failure, require_operator, settle


@action
def retry_task(failure: FailedTask, *, actor: User) -> FailedTask:
    """An operator sends it again with the same arguments; tasks are idempotent, every one.

    Recorded as `task:retried`.
    """
    require_operator(actor)
    failure = open_failure(failure)
    settle(failure, FailedTask.Settled.RETRIED, actor)
    send = partial(
        current_app.send_task,
        failure.task,
        failure.args,
        failure.kwargs,
        queue=failure.queue or None,
    )
    facts = {"task": failure.task, "fault": failure.fault, "times": failure.times}
    record("task:retried", failure, actor=actor, data=facts)
    transaction.on_commit(send)
    return failure
