"""Tasks of jobs: one carries out any of them, one finds what was left behind, one tidies
up."""

from datetime import timedelta
from typing import Any

from celery import Task, shared_task
from django.db.models import Q
from django.utils import timezone

from audit.log.context import correlated
from egov_outsource.advisory import held
from egov_outsource.jobs.asking import RUN, send
from egov_outsource.jobs.models import FailedTask, Job
from egov_outsource.jobs.working import LOCKS, carry_out

# who did not say for so long how far it is may be gone: the lock tells whether it is
SILENCE = timedelta(minutes=1)
MOST = 100
KEPT = timedelta(days=90)


@shared_task(bind=True, name=RUN)
def run_job(self: "Task[Any, Any]", pk: int) -> str:
    """Carry out a job that waits or was left behind; two workers never do the same one."""
    with held(LOCKS + pk) as is_held:
        jobs = Job.objects.open().select_related("asked_by", "project")
        job = jobs.filter(pk=pk).first() if is_held else None
        if job is None:
            return "nothing to do"
        with correlated(str(self.request.id or ""), f"jobs.{job.kind}"):
            return carry_out(job)


@shared_task(name="jobs.sweep")
def sweep_jobs() -> int:
    """Send what is due and was not begun, and what its worker left behind; answers how many."""
    now = timezone.now()
    waiting = Q(state=Job.State.WAITING, due_at__lt=now - timedelta(seconds=10))
    silent = Q(state=Job.State.RUNNING, touched_at__lt=now - SILENCE)
    left = Job.objects.filter(waiting | silent).order_by("due_at")[:MOST]
    for job in left:
        send(job)
    return len(left)


@shared_task(name="jobs.tidy")
def remove_old() -> int:
    """Remove jobs that are over and failures that somebody saw to, after a while; the log keeps
    what was done about them. Answers how many."""
    end = timezone.now() - KEPT
    jobs = Job.objects.filter(finished_at__lt=end)
    failures = FailedTask.objects.filter(settled_at__lt=end)
    return int(jobs.delete()[0] + failures.delete()[0])
