"""Who decided about acceptance in a project."""

from collections.abc import Iterable

from projects.acceptance.models import AcceptanceDecision
from projects.models import Project
from projects.parts import Part, holds_part


@holds_part(Part.ACCEPTANCE)
def deciders(project: Project) -> Iterable[int | None]:
    """Those who accepted or rejected a deliverable."""
    decisions = AcceptanceDecision.objects.filter(project=project)
    return decisions.values_list("decided_by", flat=True).distinct()
