"""How requirements are searched and narrowed: the same on pages, in exports and by REST."""

from typing import Any

from django.db.models import Q, QuerySet

from projects.planning.forms import RequirementFilterForm
from projects.planning.models import Requirement

UNVERIFIABLE = Q(criterion__regex=r"^\s*$") | Q(test_method__regex=r"^\s*$")
STATES = {
    "": Q(withdrawn_at__isnull=True),
    "unverifiable": Q(withdrawn_at__isnull=True) & UNVERIFIABLE,
    "new": Q(withdrawn_at__isnull=True, baselined_at__isnull=True),
    "baseline": Q(withdrawn_at__isnull=True, baselined_at__isnull=False),
    "withdrawn": Q(withdrawn_at__isnull=False),
}


def found(rows: QuerySet[Requirement], form: RequirementFilterForm) -> QuerySet[Requirement]:
    """Those of `rows` that the form asks for; what is not valid in it is left out."""
    form.is_valid()
    asked: dict[str, Any] = getattr(form, "cleaned_data", {})
    rows = rows.filter(STATES[asked.get("state", "")])
    for name in ("priority", "kind"):
        if asked.get(name):
            rows = rows.filter(**{name: asked[name]})
    for word in asked.get("q", "").split()[:8]:
        rows = rows.filter(Q(number__icontains=word) | Q(text__icontains=word))
    return rows
