"""Numbers of the portfolio as they are written on pages."""

import math
from typing import Any

from django import template
from django.utils import formats
from django.utils.translation import gettext as _

from egov_outsource.templatetags.display import number1, percent1, thousands

register = template.Library()
MILLION = 1_000_000


@register.filter
def figure(one: Any) -> str:
    """A key figure, written by its kind; money in millions, its unit stands beside it."""
    if one.kind == "money":
        return formats.number_format(round(one.value / MILLION, 2), 2, use_l10n=True)
    return written(one.value, one.kind)


@register.filter
def unit(one: Any) -> str:
    """What a key figure is counted in."""
    if one.kind == "money":
        return _("million %(currency)s") % {"currency": one.currency}
    # an index or a share is no money: it is taken over the amounts of one currency
    return _("amounts in %(currency)s") % {"currency": one.currency}


@register.simple_tag
def cells(measure: Any, line: Any) -> list[str]:
    """The numbers of a line, written by the kinds of their columns; its currency stands apart."""
    return [
        written(value, column.kind)
        for column, value in zip(measure.columns, line.numbers, strict=True)
    ]


def written(value: float, kind: str) -> str:
    """One number; a dash where nothing is known."""
    if math.isnan(value):
        return "–"
    if kind == "share":
        return percent1(value)
    if kind == "ratio":
        return formats.number_format(round(value, 3), 3, use_l10n=True)
    return number1(value) if kind == "score" else thousands(round(value))
