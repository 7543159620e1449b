"""Whose a job is: who asked for it, or an operator, cancels it or has it tried again."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egov_outsource.access import NOTHING_HERE, Viewer
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict, Hidden, NotAllowed
from egov_outsource.jobs.models import FailedTask, Job
from egov_outsource.wall.eyes import as_system


def is_operator(user: Viewer) -> bool:
    """Whether `user` runs the platform: a superuser, who sees no project by being one."""
    return bool(user.is_authenticated and user.is_active and user.is_superuser)


def require_operator(actor: User) -> None:
    """Refuse, as if there were nothing, everybody else."""
    if not is_operator(actor):
        raise Hidden("HIDDEN", NOTHING_HERE)


def locked_job(job: Job) -> Job:
    """`job` read afresh and locked until the transaction ends; for operators too."""
    with as_system():
        fresh = Job.objects.select_for_update(of=("self",)).filter(pk=job.pk)
        found: Job | None = fresh.select_related("project").first()
    if found is None:
        raise Hidden("HIDDEN", NOTHING_HERE)
    return found


def require_own_or_operator(actor: User, job: Job) -> None:
    """Refuse whoever neither asked for the job nor runs the platform."""
    if job.asked_by_id == actor.pk or is_operator(actor):
        return
    if not Job.objects.visible_to(actor).filter(pk=job.pk).exists():
        raise Hidden("HIDDEN", NOTHING_HERE)
    raise NotAllowed(
        "JOB-OWN",
        _("Only who asked for a job cancels it or has it tried again."),
        helper=_("An operator of the platform can."),
    )


def open_failure(failure: FailedTask) -> FailedTask:
    """`failure` read afresh and locked until the transaction ends, if nobody settled it."""
    fresh = FailedTask.objects.select_for_update().get(pk=failure.pk)
    if fresh.settled:
        raise Conflict("TASK-SETTLED", _("Somebody has seen to this failure already."))
    return fresh


def settle(failure: FailedTask, how: FailedTask.Settled, actor: User) -> None:
    """Note who saw to it."""
    failure.settled, failure.settled_at, failure.settled_by = how, timezone.now(), actor
    failure.save(update_fields=["settled", "settled_at", "settled_by"])
