"""Ask for the uncertainty of a project's score to be drawn now."""

from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import NotReady
from egov_outsource.jobs.asking import ask
from egov_outsource.jobs.models import Job
from projects.models import Project
from projects.rights import Right
from risk.draws.cases import is_current
from risk.models import RiskResult


@action
def request_uncertainty(project: Project, *, actor: User) -> Job:
    """Holders of the right to recompute risk have a project with a score drawn; while such a job
    is open, it is that one.

    Recorded as `risk:uncertainty_requested`.
    """
    access.require(actor, Right.RECOMPUTE_RISK, project)
    results = RiskResult.objects.visible_to(actor).select_related("model")
    result = results.filter(pk=project.pk).first()
    if result is None or not is_current(result):
        raise NotReady(
            "RISK-NO-SCORE",
            _("There is no score of this project by the present definitions. Recompute it first."),
        )
    job = ask("risk.draws", actor=actor, project=project, key=f"project {project.pk}")
    record("risk:uncertainty_requested", project, actor=actor, project=project)
    return job
