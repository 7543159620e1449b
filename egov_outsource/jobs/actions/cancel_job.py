"""Cancel a job."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict
from egov_outsource.jobs.models import Job
from egov_outsource.jobs.reach import locked_job, require_own_or_operator
from egov_outsource.wall.eyes import as_system


@action
def cancel_job(job: Job, *, actor: User) -> Job:
    """Who asked for a job, or an operator, has it ended: at once while it waits, else at the next
    point where its work says how far it is.

    Recorded as `job:cancelled`.
    """
    job = locked_job(job)
    require_own_or_operator(actor, job)
    if not job.is_open:
        raise Conflict("JOB-OVER", _("The job is over."))
    now = timezone.now()
    job.cancel_asked_at = job.cancel_asked_at or now
    if job.state == Job.State.WAITING:
        job.state, job.finished_at = Job.State.CANCELLED, now
    with as_system():  # an operator reaches no project
        job.save(update_fields=["cancel_asked_at", "state", "finished_at"])
    record("job:cancelled", job, actor=actor, project=job.project, data={"kind": job.kind})
    return job
