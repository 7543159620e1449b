"""How sure a score is, beside it."""

from collections.abc import Iterable
from typing import Any

from django import template

from projects.models import Project
from risk.compared import ranking
from risk.models import RiskResult, RiskUncertainty

register = template.Library()


@register.inclusion_tag("risk/parts/uncertainty.html", takes_context=True)
def uncertainty_line(context: dict[str, Any], project: Project) -> dict[str, Any]:
    """From the 5 % to the 95 % quantile of the draws; nothing before there are any."""
    visible = RiskUncertainty.objects.visible_to(context["request"].user).in_project(project)
    return {"found": visible.defer("draws").first(), "project": project}


@register.simple_tag(takes_context=True)
def with_ranks(
    context: dict[str, Any], results: Iterable[RiskResult]
) -> list[tuple[RiskResult, float]]:
    """Each result with the share of draws in which its project is among the ten highest that the
    reader sees."""
    _size, shares = ranking(context["request"].user)
    return [(result, shares.get(result.pk, 0.0)) for result in results]
