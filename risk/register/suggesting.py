"""An entry of the register suggested by an indicator: a form filled in, nothing saved."""

import math
from typing import Any

from django.utils.translation import gettext as _

from egov_outsource.accounts.models import User
from projects.models import Project
from risk.definitions.wording import in_language
from risk.indicators import BY_CODE
from risk.models import RiskResult

STEP = 20  # points of a score for one step of likelihood
HIGHEST = 5


def suggested(project: Project, code: str, user: User) -> dict[str, Any]:
    """What the form of a new risk starts with; empty for an unknown indicator."""
    indicator = BY_CODE.get(code)
    if indicator is None:
        return {}
    found: dict[str, Any] = {
        "codes": [code],
        "title": in_language(indicator),
        "cause": _("%(code)s %(name)s stands out.")
        % {"code": code, "name": in_language(indicator)},
    }
    result = RiskResult.objects.visible_to(user).in_project(project).first()
    if result is not None and code in result.codes:
        score = result.scores[list(result.codes).index(code)]
        if not math.isnan(score):
            found["likelihood"] = min(HIGHEST, int(score // STEP) + 1)
            found["cause"] = _("%(code)s %(name)s has the score %(score).1f of 100.") % {
                "code": code,
                "name": in_language(indicator),
                "score": score,
            }
    return found
