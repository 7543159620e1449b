"""The button that asks for a bundle, for pages of cases."""

from typing import Any

from django import template

from audit.bundles.cases import right_to
from egov_outsource.access import may
from egov_outsource.accounts.models import User
from projects.models import Project

register = template.Library()


@register.inclusion_tag("bundles/button.html", takes_context=True)
def bundle_button(
    context: dict[str, Any], project: Project | None, kind: str = "project", case: int | None = None
) -> dict[str, Any]:
    """One click, for whom it is; nothing for others."""
    request = context.get("request")
    user = getattr(request, "user", None)
    is_shown = project is not None and isinstance(user, User)
    if is_shown and isinstance(user, User):
        is_shown = bool(may(user, right_to(kind), project))
    token = context.get("csrf_token")
    return {
        "project": project,
        "kind": kind,
        "case": case,
        "is_shown": is_shown,
        "csrf_token": token,
    }
