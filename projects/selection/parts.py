"""Who evaluated bids of a project."""

from collections.abc import Iterable

from projects.models import Project
from projects.parts import Part, holds_part
from projects.selection.models import Bid


@holds_part(Part.EVALUATOR)
def evaluators(project: Project) -> Iterable[int | None]:
    """Those who wrote down what the evaluation found."""
    bids = Bid.objects.filter(project=project, evaluated_by__isnull=False)
    return bids.values_list("evaluated_by", flat=True).distinct()
