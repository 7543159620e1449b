"""Have a job that failed or was cancelled tried again."""

from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict
from egov_outsource.jobs.asking import send
from egov_outsource.jobs.models import Job
from egov_outsource.jobs.reach import locked_job, require_own_or_operator
from egov_outsource.wall.eyes import as_system

State = Job.State
OVER = (State.FAILED, State.CANCELLED)


@action
def retry_job(job: Job, *, actor: User) -> Job:
    """Who asked for a job, or an operator, has it tried again from the start.

    The work itself checks again what its person may. Recorded as `job:retried`.
    """
    job = locked_job(job)
    require_own_or_operator(actor, job)
    if job.state not in OVER:
        raise Conflict("JOB-NOT-FAILED", _("Only what failed or was cancelled is tried again."))
    with as_system():
        is_double = bool(job.key) and Job.objects.open().filter(kind=job.kind, key=job.key).exists()
    if is_double:
        raise Conflict("JOB-OPEN", _("The same work was asked for again already."))
    before = job.attempts
    job.state, job.failure, job.fault = State.WAITING, Job.Failure.NONE, ""
    job.attempts = job.done = 0
    job.started_at = job.finished_at = job.cancel_asked_at = None
    job.due_at = timezone.now()
    with as_system():  # an operator reaches no project
        job.save()
    facts = {"kind": job.kind, "attempts_before": before}
    record("job:retried", job, actor=actor, project=job.project, data=facts)
    transaction.on_commit(partial(send, job), robust=True)
    return job
