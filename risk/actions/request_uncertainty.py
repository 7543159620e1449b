"""Ask for the uncertainty of a project's score to be drawn now."""

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.jobs.asking import ask
from egov_outsource.jobs.models import Job
from projects.models import Project
from projects.rights import Right


@action
def request_uncertainty(project: Project, *, actor: User) -> Job:
    """Holders of the right to recompute risk have a project drawn; while such a job is open, it
    is that one.

    Recorded as `risk:uncertainty_requested`.
    """
    access.require(actor, Right.RECOMPUTE_RISK, project)
    job = ask("risk.draws", actor=actor, project=project, key=f"project {project.pk}")
    record("risk:uncertainty_requested", project, actor=actor, project=project)
    return job
