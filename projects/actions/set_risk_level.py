"""Note a project's risk band on the project itself."""

from audit.log.action import action
from audit.log.record import record
from egov_outsource.accounts.models import User
from egov_outsource.errors import NotAllowed
from projects.concurrency import locked
from projects.models import Project


@action
def set_risk_level(project: Project, *, actor: User, level: int, score: str) -> Project:
    """The platform itself notes the band (0 to 5) that a risk run found; nobody else may.

    Recorded as `project:risk_band_changed`. Does not announce: it is the end of a recompute.
    """
    project = locked(project)
    if actor.kind != User.Kind.SYSTEM:
        raise NotAllowed("RISK-BAND", "Only a risk run sets the band.")
    if project.risk_level == level:
        return project
    old, project.risk_level = project.risk_level, level
    project.save(update_fields=["risk_level"])
    record(
        "project:risk_band_changed",
        project,
        actor=actor,
        project=project,
        data={"old": old, "new": level, "score": score},
    )
    return project
