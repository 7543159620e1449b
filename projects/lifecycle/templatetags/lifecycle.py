"""The five-stage rail and the next gate, for project pages."""

from typing import Any

from django import template

from egov_outsource.access import may
from projects.lifecycle.gates import current_gate, gate_state
from projects.lifecycle.models import GateReview
from projects.lifecycle.rail import rail
from projects.lifecycle.reviewing import providers_of
from projects.models import Project
from projects.rights import Right

register = template.Library()


@register.inclusion_tag("lifecycle/rail.html", takes_context=True)
def stage_rail(context: dict[str, Any], project: Project) -> dict[str, Any]:
    """The five stages of `project` and where it stands; on a telephone folded into one line."""
    stages = rail(project, context["request"].user)
    gate = current_gate(project).gate.value
    return {"stages": stages, "here": next(one for one in stages if one["gate"] == gate)}


@register.inclusion_tag("lifecycle/next_gate.html", takes_context=True)
def next_gate(context: dict[str, Any], project: Project) -> dict[str, Any]:
    """What the next gate of `project` still misses, for those who may see gates."""
    if not may(context["request"].user, Right.VIEW_ALLOCATION, project):
        return {}
    state = gate_state(project, current_gate(project))
    return {
        "project": project,
        "state": state,
        "missing": [(row, providers_of(row)) for row in state.missing],
        "last": GateReview.objects.filter(project=project, gate=state.place.gate)
        .defer("snapshot")
        .order_by("-round")
        .first(),
    }
