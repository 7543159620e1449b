"""What stands beside a score: answers of contractors, overrides, the way to the register."""

from typing import Any

from django import template

from egov_outsource.access import may
from projects.models import Project
from projects.rights import Right
from risk.answers.reading import overrides_in, replies_in
from risk.models import RiskOverride, ScoreAnswer

register = template.Library()

WORTH_A_RISK = 40.0  # from here on an indicator suggests an entry of the register


@register.simple_tag(takes_context=True)
def replies_of(context: dict[str, Any], project: Project) -> dict[str, list[ScoreAnswer]]:
    """By indicator what contractors answered, as far as the reader sees it."""
    return replies_in(project, context["request"].user)


@register.filter
def at(rows: dict[str, Any], key: str) -> Any:
    """The value of a key, or nothing."""
    return rows.get(key, ())


@register.filter
def is_worth_a_risk(score: float | None) -> bool:
    """Whether a score is high enough to suggest an entry of the register."""
    return score is not None and score >= WORTH_A_RISK


@register.inclusion_tag("risk/parts/override.html", takes_context=True)
def override_beside(context: dict[str, Any], project: Project) -> dict[str, Any]:
    """The override in force and the one that waits; and the way to ask for one."""
    user = context["request"].user
    shown = [
        one
        for one in overrides_in(project, user)
        if one.is_in_force or one.status == RiskOverride.Status.ASKED
    ]
    waits = any(one.status == RiskOverride.Status.ASKED for one in shown)
    may_ask = bool(may(user, Right.KEEP_RISKS, project)) and not waits
    return {"project": project, "overrides": shown, "may_ask": may_ask}
