"""Set a project's data classification and protection level."""

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from projects.concurrency import locked
from projects.decisions import log_decision
from projects.events import announce
from projects.models import Project
from projects.rights import Right


@action
def classify_data(
    project: Project,
    *,
    actor: User,
    classification: str,
    mlps_level: int,
    reasons: str,
    expected_version: int | None = None,
) -> Project:
    """Holders of P5 classify the data and set the MLPS level (1 to 5).

    Recorded as `project:classified`; exercises P5.
    """
    project = locked(project, expected_version=expected_version)
    mandate = access.require(actor, Right.P5, project)
    old = {"classification": project.classification, "mlps_level": project.mlps_level}
    project.classification, project.mlps_level = classification, mlps_level
    project.version += 1
    project.save(update_fields=["classification", "mlps_level", "version"])
    log_decision(
        project,
        actor=actor,
        right=Right.P5,
        event="project:classified",
        mandate=mandate,
        project=project,
        outcome=f"{classification}, {mlps_level}",
        reasons=reasons,
    )
    new = {"classification": classification, "mlps_level": mlps_level}
    record(
        "project:classified",
        project,
        actor=actor,
        project=project,
        point="P5",
        data={"old": old, "new": new, "reasons": reasons},
    )
    announce(project.pk)
    return project
