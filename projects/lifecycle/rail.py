"""Where a project stands on its way through the five stages, as its pages show it."""

from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from egov_outsource.access import Viewer, may
from projects.lifecycle.gates import GATES, GateOfStage
from projects.lifecycle.models import GateReview
from projects.models import Project
from projects.rights import Right, Stage
from projects.selection.models import Contract


def rail(project: Project, user: Viewer) -> list[dict[str, Any]]:
    """The five stages: number, name, state, gate and address of the gate or its snapshot.

    Everybody who sees the project sees where it stands; addresses are for those who may see
    gates.
    """
    latest = _latest_reviews(project)
    sees_gates = bool(may(user, Right.VIEW_ALLOCATION, project))
    order = list(Stage)
    here = [stage.value for stage in order].index(project.stage)
    stages = []
    for number, place in enumerate(GATES.values()):
        review = latest.get(place.gate.value)
        state = _state(project, number - here, review, place)
        stages.append(
            {
                "number": number + 1,
                "name": place.stage.label,
                "state": state,
                "gate": place.gate.value,
                "url": _address(project, place, review, number - here) if sees_gates else "",
                "note": _("no gate recorded") if state == "passed" and not review else "",
            }
        )
    return stages


def _latest_reviews(project: Project) -> dict[str, GateReview]:
    waived = ExpressionWrapper(
        Q(snapshot__checks__contains=[{"state": "waived"}]), output_field=BooleanField()
    )
    rows = (
        GateReview.objects.filter(project=project)
        .annotate(had_waiver=waived)
        .defer("snapshot")
        .order_by("gate", "-round")
        .distinct("gate")
    )
    return {row.gate: row for row in rows}


def _state(project: Project, distance: int, review: GateReview | None, place: GateOfStage) -> str:
    status = review.status if review else ""
    if status == GateReview.Status.PASSED:
        return "waived" if getattr(review, "had_waiver", False) else "passed"
    if distance < 0:
        return "passed"
    if distance > 0:
        if status == GateReview.Status.REOPENED:
            return "reopened"
        return "ledger" if place.stage is Stage.PROSECUTION and _is_signed(project) else ""
    return status if status in {"submitted", "returned", "reopened"} else "current"


def _is_signed(project: Project) -> bool:
    return Contract.objects.filter(project=project, signed_at__isnull=False).exists()


def _address(project: Project, place: GateOfStage, review: GateReview | None, distance: int) -> str:
    if review is not None and review.status == GateReview.Status.PASSED:
        return review.get_absolute_url()
    return reverse("lifecycle:gate", args=[project.pk, place.gate.value]) if distance <= 0 else ""
