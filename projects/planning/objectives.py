"""What must hold of an objective."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from egov_outsource.errors import Invalid, NotReady, Text
from projects.planning.models import Objective

LONGEST = {"title": 300, "measure": 300, "unit": 40, "method": 500, "owner": 150}
NUMBERS = ("baseline", "target", "actual")
MOST = Decimal(10) ** 14
MOST_WEIGHT = Decimal(1000)
CHANGEABLE = frozenset({*LONGEST, *NUMBERS, "weight"})


def check_objective(facts: Mapping[str, Any], objective: Objective | None = None) -> dict[str, Any]:
    """The changeable ones of `facts`, or a refusal that names the fields."""
    given = {
        name: value.strip() if isinstance(value, str) else value
        for name, value in facts.items()
        if name in CHANGEABLE
    }
    wrong: dict[str, Text] = {}
    for name, most in LONGEST.items():
        if len(str(given.get(name) or "")) > most:
            wrong[name] = _("Use at most %(most)d characters.") % {"most": most}
    if not given.get("title", objective.title if objective else ""):
        wrong["title"] = _("Say what shall be reached.")
    for name in NUMBERS:
        if given.get(name) is not None and abs(Decimal(given[name])) >= MOST:
            wrong[name] = _("This number is too large.")
    if "weight" in given and not 0 < Decimal(given["weight"] or 0) <= MOST_WEIGHT:
        wrong["weight"] = _("The weight is a number above 0, at most 1,000.")
    if wrong:
        raise Invalid("OBJECTIVE", _("Some of this cannot be right."), fields=wrong)
    return given


def require_standing(objective: Objective) -> None:
    """Refuse what was withdrawn."""
    if objective.is_withdrawn:
        raise NotReady("WITHDRAWN", _("This was withdrawn and can no longer be changed."))
