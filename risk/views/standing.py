"""From whom the facts behind a value are, how old they are, or which gate fixed it."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from egov_outsource import access
from risk.catalogue import State
from risk.definitions.wording import PROVENANCES
from risk.freezing.standing import STAYS_LIVE
from risk.indicators import BY_CODE
from risk.models import Freeze, RiskResult


def standings(result: RiskResult, user: access.Viewer) -> dict[str, str]:
    """By code, in words."""
    fixed = {}
    for freeze in Freeze.objects.visible_to(user).filter(project=result.project_id):
        if result.frozen >> int(freeze.gate[1:]) & 1:
            for code, state in zip(freeze.codes, freeze.states, strict=True):
                if State(state) not in STAYS_LIVE:
                    fixed[code] = freeze
    ages = dict(zip(result.codes, result.ages, strict=False))
    return {
        code: ": ".join(
            [
                str(PROVENANCES[BY_CODE[code].provenance]),
                frozen(fixed[code]) if code in fixed else aged(ages.get(code, -1)),
            ]
        )
        for code in result.codes
        if code in BY_CODE
    }


def frozen(freeze: Freeze) -> str:
    """Which gate fixed the value."""
    words = _("frozen at %(gate)s on %(day)s") % {
        "gate": freeze.gate,
        "day": freeze.frozen_on.isoformat(),
    }
    if freeze.source == Freeze.Source.RECORDS:
        return _("%(frozen)s, computed later from the records as of that day") % {"frozen": words}
    return words


def aged(days: int) -> str:
    """How old the newest fact is."""
    if days < 0:
        return _("no date recorded")
    if days == 0:
        return _("changed on that day")
    return ngettext("%(days)d day old", "%(days)d days old", days) % {"days": days}
