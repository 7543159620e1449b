"""Note the risk bands of projects on the projects themselves."""

from collections.abc import Mapping

from audit.log.action import action
from audit.log.record import record
from egov_outsource.access import remembered_scopes
from egov_outsource.accounts.models import User
from egov_outsource.errors import NotAllowed
from projects.models import Project


@action
def set_risk_levels(found: Mapping[int, tuple[int, str]], *, actor: User) -> list[Project]:
    """The platform itself notes the bands (0 to 5) and scores that a risk run found, by the keys of
    the projects; nobody else may. Returns those whose band is another one now.

    Each is recorded as `project:risk_band_changed`. Does not announce: it is the end of a
    recompute. What is written inside these projects meanwhile does not wait: their keys stay.
    """
    if actor.kind != User.Kind.SYSTEM:
        raise NotAllowed("RISK-BAND", "Only a risk run sets the band.")
    locked = Project.objects.select_for_update(of=("self",), no_key=True).order_by("pk")
    changed: dict[int, list[Project]] = {}
    for project in locked.filter(pk__in=found):
        level, _score = found[project.pk]
        if project.risk_level != level:
            changed.setdefault(level, []).append(project)
    for level, projects in changed.items():
        Project.objects.filter(pk__in=[one.pk for one in projects]).update(risk_level=level)
    with remembered_scopes():
        for level, projects in changed.items():
            for project in projects:
                old, project.risk_level = project.risk_level, level
                record(
                    "project:risk_band_changed",
                    project,
                    actor=actor,
                    project=project,
                    data={"old": old, "new": level, "score": found[project.pk][1]},
                )
    return [project for projects in changed.values() for project in projects]
