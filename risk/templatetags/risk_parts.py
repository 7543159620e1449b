"""A project's risk, for its page; the catalogue in the reader's language."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import template
from django.utils.formats import number_format

from egov_outsource.access import may
from egov_outsource.expressions import Among
from projects.models import Project
from projects.rights import Right
from risk.catalogue import Indicator
from risk.definitions.wording import DIMENSIONS, STATES, in_language
from risk.explanation import explain
from risk.indicators import BY_CODE
from risk.models import RiskResult
from risk.views.picture import snapshot_of

register = template.Library()

SHOWN = 3


@register.inclusion_tag("components/risk_badge.html", takes_context=True)
def risk_badge(
    context: dict[str, Any], project: Project, stale: frozenset[int] | None = None
) -> dict[str, Any]:
    """The band of `project`, and whether it is out of date; nothing for who may not see it.

    A list says once which of its projects are `stale`.
    """
    if not may(context["request"].user, Right.VIEW_RISK, project):
        return {"level": "", "is_hidden": True}
    known = stale_among(context, [project]) if stale is None else stale
    return {"level": project.risk_band, "is_hidden": False, "is_stale": project.pk in known}


@register.simple_tag(takes_context=True)
def stale_among(context: dict[str, Any], projects: Iterable[Project]) -> frozenset[int]:
    """The numbers of those of `projects` whose result is out of date."""
    results = RiskResult.objects.visible_to(context["request"].user)
    stale = results.filter(Among("pk", [one.pk for one in projects])).exclude(stale_because="")
    return frozenset(stale.values_list("pk", flat=True))


@register.inclusion_tag("risk/panel.html", takes_context=True)
def risk_panel(context: dict[str, Any], project: Project) -> dict[str, Any]:
    """Score, largest contributions and what is missing; nothing for who may not see it."""
    user = context["request"].user
    if not may(user, Right.VIEW_RISK, project):
        return {"is_hidden": True}
    result = RiskResult.objects.visible_to(user).filter(pk=project.pk).first()
    explanation = explain(snapshot_of(result)) if result else None
    return {
        "project": project,
        "result": result,
        "lines": explanation.lines[:SHOWN] if explanation else [],
        "absent": len(explanation.absent) if explanation else 0,
    }


@register.filter
def words(thing: Any, field: str = "name") -> str:
    """The field of a bilingual thing in the reader's language."""
    return in_language(thing, field)


@register.filter
def indicators(pairs: Sequence[tuple[str, Any]]) -> list[tuple[Indicator, Any]]:
    """Codes with something, as indicators with it."""
    return [(BY_CODE[code], value) for code, value in pairs]


@register.filter
def bare(number: float) -> str:
    """A number as it stands in an address: no thousands, no needless digits."""
    return f"{number:.10g}"


@register.filter
def short(number: float) -> str:
    """A measured value with at most four decimals, none of them needless."""
    return f"{round(number, 4):g}"


@register.filter
def signed(points: float) -> str:
    """A change in points with its sign: +2.7, −2.7, 0.0."""
    written = f"{abs(points):.1f}"
    return written if round(points, 1) == 0 else f"{'+' if points > 0 else '−'}{written}"


@register.filter
def number3(value: Any) -> str:
    """A short time in seconds, to the millisecond."""
    return number_format(round(value, 3), 3, use_l10n=True)


@register.filter
def state_word(state: Any) -> Any:
    """A state of measurement in words."""
    return STATES[state]


@register.filter
def dimension_word(dimension: Any) -> Any:
    """A dimension in words."""
    return DIMENSIONS[dimension]


@register.filter
def at(table: Mapping[str, Any], key: str) -> Any:
    """What a table has for a key, nothing without."""
    return table.get(key, "")
