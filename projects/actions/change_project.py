"""Change a project's particulars."""

from collections.abc import Mapping
from typing import Any

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from projects.concurrency import locked
from projects.events import announce
from projects.models import Project
from projects.particulars import check_particulars
from projects.parts import Part, require_single_part
from projects.rights import Right

CHANGEABLE = frozenset(
    {
        "title",
        "title_zh",
        "summary",
        "budget",
        "reference_cost",
        "currency",
        "start_date",
        "end_date",
        "responsible_officer",
    }
)


@action
def change_project(
    project: Project,
    *,
    actor: User,
    particulars: Mapping[str, Any],
    expected_version: int | None = None,
) -> Project:
    """Officers of the owner change particulars; data classification and level have their own verb.

    The responsible officer has no other part in the project (SOD-14). Recorded as
    `project:changed` with old and new values.
    """
    project = locked(project, expected_version=expected_version)
    access.require(actor, Right.EDIT_PROJECT, project)
    news = {name: value for name, value in particulars.items() if name in CHANGEABLE}
    old = {name: getattr(project, name) for name in news}
    check_particulars({name: getattr(project, name) for name in CHANGEABLE} | news)
    officer = news.get("responsible_officer")
    if officer is not None and officer != project.responsible_officer:
        require_single_part(officer, project, Part.RESPONSIBLE)
    for name, value in news.items():
        setattr(project, name, value)
    project.version += 1
    project.save()
    changed = {n: {"old": old[n], "new": v} for n, v in news.items() if old[n] != v}
    record("project:changed", project, actor=actor, project=project, data=changed)
    announce(project.pk)
    return project
