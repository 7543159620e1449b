"""The five-stage rail and the next gate, for project pages."""

from typing import Any

from django import template

from projects.models import Project
from projects.rights import Stage

register = template.Library()


@register.inclusion_tag("components/stage_rail.html")
def stage_rail(project: Project) -> dict[str, Any]:
    """The five stages of `project` and where it stands."""
    order = [stage.value for stage in Stage]
    here = order.index(project.stage)
    return {
        "stages": [
            {
                "number": number + 1,
                "name": stage.label,
                "state": "passed" if number < here else "current" if number == here else "",
            }
            for number, stage in enumerate(Stage)
        ]
    }


@register.simple_tag
def next_gate(project: Project) -> str:
    """What is missing before the next gate of `project`."""
    return ""
