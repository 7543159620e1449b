"""Numbers of the portfolio as they are written on pages."""

import math
from typing import Any

from django import template
from django.utils import formats

from egov_outsource.templatetags.display import money, number1, percent1, thousands

register = template.Library()


@register.filter
def figure(one: Any) -> str:
    """A key figure, written by its kind."""
    return written(one.value, one.kind, one.currency)


@register.simple_tag
def cells(measure: Any, line: Any) -> list[str]:
    """The numbers of a line, written by the kinds of their columns."""
    return [
        written(value, column.kind, line.currency)
        for column, value in zip(measure.columns, line.numbers, strict=True)
    ]


def written(value: float, kind: str, currency: str) -> str:
    """One number; a dash where nothing is known."""
    if math.isnan(value):
        return "–"
    if kind == "money":
        return money(round(value), currency)
    if kind == "share":
        return percent1(value)
    if kind == "ratio":
        return formats.number_format(round(value, 3), 3, use_l10n=True)
    return number1(value) if kind == "score" else thousands(round(value))
