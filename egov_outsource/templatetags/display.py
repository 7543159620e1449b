"""How money, dates, percentages, bands and states are written on pages."""

import datetime as dt
from decimal import Decimal, InvalidOperation
from typing import Any

from django import template
from django.conf import settings
from django.utils import formats, timezone
from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext_lazy as _

from egov_outsource.redaction import Withheld

register = template.Library()

BANDS = {
    "low": _("Low"),
    "watch": _("Watch"),
    "elevated": _("Elevated"),
    "high": _("High"),
    "critical": _("Critical"),
    "none": _("Not rated"),
}
STAGE_STATES = {
    "passed": (_("Passed"), "check_circle"),
    "current": (_("Here now"), "near_me"),
    "submitted": (_("In review"), "hourglass_empty"),
    "returned": (_("Returned"), "undo"),
    "reopened": (_("Reopened"), "lock_open"),
    "waived": (_("Passed with waiver"), "flag"),
    "ledger": (_("Ledger open"), "folder_open"),
    "not_started": (_("Not started"), "radio_button_unchecked"),
}
TONES = {
    "success": "check_circle",
    "warning": "warning",
    "error": "error",
    "info": "info",
    "neutral": "",
}


def _decimal(value: Any) -> Decimal | None:
    try:
        return Decimal(str(value))
    except (InvalidOperation, ValueError):
        return None


@register.filter
def money(amount: Any, currency: str = "") -> str:
    """An amount with thousands and its currency: `CNY 12,345.00`; a dash for nothing."""
    if isinstance(amount, Withheld):
        return str(amount)
    number = _decimal(amount)
    if number is None:
        return "–"
    # thousands in every language; Django's format for Chinese has none
    text = f"{number:,.0f}" if number == number.to_integral_value() else f"{number:,.2f}"
    # the currency and its number are never torn apart at the end of a line
    return f"{currency}\u00a0{text}" if currency else text


@register.filter
def thousands(count: Any) -> str:
    """A whole number with thousands; a dash for nothing."""
    number = _decimal(count)
    return "–" if number is None else f"{number:,.0f}"


@register.filter
def percent1(share: Any) -> str:
    """A share of one as a percentage with one decimal: 0.074 is `7.4 %`."""
    number = _decimal(share)
    if number is None:
        return "–"
    # Django's format cuts off what it should round
    return f"{formats.number_format(round(number * 100, 1), 1, use_l10n=True)}\u00a0%"


@register.filter
def number1(value: Any) -> str:
    """A number with one decimal; a dash for nothing."""
    number = _decimal(value)
    return "–" if number is None else formats.number_format(round(number, 1), 1, use_l10n=True)


@register.filter
def band(code: Any) -> Any:
    """The word of a risk band, `Not rated` when there is none."""
    return BANDS.get(str(code or "none"), BANDS["none"])


@register.filter
def band_code(code: Any) -> str:
    """The band's code as used in class names, `none` when unknown."""
    return str(code) if str(code) in BANDS else "none"


@register.filter
def stage_state(code: Any) -> Any:
    """The word of a stage's state."""
    return STAGE_STATES.get(str(code), STAGE_STATES["not_started"])[0]


@register.filter
def stage_icon(code: Any) -> str:
    """The sign of a stage's state."""
    return STAGE_STATES.get(str(code), STAGE_STATES["not_started"])[1]


@register.filter
def tone_icon(tone: Any) -> str:
    """The sign that goes with a tone, so that colour never speaks alone."""
    return TONES.get(str(tone), "")


@register.filter
def iso(value: Any) -> str:
    """A date, or a time of day with its zone, as tables show it."""
    if isinstance(value, dt.datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return f"{local:%Y-%m-%d %H:%M}"
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value or "–")


@register.filter
def lateness(due: Any) -> str:
    """How far a due date lies: `2 days late`, `due in 3 days`, `due today`."""
    day = timezone.localtime(due).date() if isinstance(due, dt.datetime) else due
    if not isinstance(day, dt.date):
        return ""
    days = (day - timezone.localdate()).days
    if days < 0:
        return ngettext("%(days)d day late", "%(days)d days late", -days) % {"days": -days}
    if days == 0:
        return str(_("due today"))
    return ngettext("due in %(days)d day", "due in %(days)d days", days) % {"days": days}


@register.filter
def is_late(due: Any) -> bool:
    """Whether the due date has passed."""
    day = timezone.localtime(due).date() if isinstance(due, dt.datetime) else due
    return isinstance(day, dt.date) and day < timezone.localdate()


@register.filter
def language_name(code: str) -> str:
    """The language's own name for itself."""
    return str(get_language_info(code)["name_local"])


@register.filter
def field_of(form: Any, name: str) -> Any:
    """The bound field `name` of a form."""
    return form[name]


@register.simple_tag
def time_zone_name() -> str:
    """The zone in which times are shown."""
    return str(settings.TIME_ZONE)
