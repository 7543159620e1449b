"""A project's risk, for its page."""

from typing import Any

from django import template

from projects.models import Project

register = template.Library()


@register.inclusion_tag("components/risk_badge.html")
def risk_badge(project: Project) -> dict[str, Any]:
    """The band of `project`."""
    return {"level": project.risk_band}


@register.simple_tag
def risk_panel(project: Project) -> str:
    """Score, contributions and what is missing."""
    return ""
