"""How sure a score is, beside it."""

from typing import Any

from django import template

from projects.models import Project
from risk.models import RiskUncertainty

register = template.Library()


@register.inclusion_tag("risk/parts/uncertainty.html", takes_context=True)
def uncertainty_line(context: dict[str, Any], project: Project) -> dict[str, Any]:
    """From the 5 % to the 95 % quantile of the draws; nothing before there are any."""
    visible = RiskUncertainty.objects.visible_to(context["request"].user).in_project(project)
    return {"found": visible.defer("draws").first(), "project": project}
