"""Have what was given up of a recomputation tried again."""

from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict
from egov_outsource.jobs.reach import require_operator
from risk.models import RecomputeRun


@action
def retry_run(run: RecomputeRun, *, actor: User) -> RecomputeRun:
    """An operator has the chunks that were given up begun anew; the next look at runs sends them.

    Recorded as `risk:run_retried`.
    """
    require_operator(actor)
    run = RecomputeRun.objects.select_for_update().get(pk=run.pk)
    projects = run.failed
    if not projects:
        raise Conflict("RISK-RUN-WHOLE", _("Nothing of this recomputation was given up."))
    run.chunks.filter(failed_at__isnull=False).update(failed_at=None, attempts=0, begun_at=None)
    run.finished_at = None
    run.save(update_fields=["finished_at"])
    record("risk:run_retried", run, actor=actor, data={"projects": projects})
    return run
