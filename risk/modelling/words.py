"""Versions of the model in words: names of parameters, of changes, of judgements."""

from fractions import Fraction
from typing import Any

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from projects.rights import Stage
from risk.definitions.wording import DIMENSIONS
from risk.modelling.ahp import Triple
from risk.modelling.difference import Change, What

PARAMETERS: dict[str, Promise] = {
    "facet_power": _("Power of the mean within facets"),
    "dimension_power": _("Power of the mean within dimensions"),
    "project_power": _("Power of the mean over dimensions"),
    "flag_strength": _("Strength of a flag"),
    "guard_gap": _("Gap of the dimension guard"),
    "guard_coverage": _("Least coverage for the guard"),
    "band_coverage": _("Least coverage for a band"),
    "band_edges": _("Borders of the bands"),
    "band_margin": _("Margin beyond a border"),
    "low_ceiling": _("Upper bound from which nothing is called low"),
    "dimension_weights": _("Weights of the dimensions"),
    "relevance": _("Relevance of the dimensions by stage"),
}
HINTS: dict[str, Promise] = {
    "facet_power": _("1 lets good values make up for bad ones; the higher, the less they do."),
    "flag_strength": _("How certain one flag at its worst is; below 1."),
    "guard_gap": _("The score is at least the worst dimension less this gap."),
    "band_edges": _("Four growing numbers between 0 and 100."),
    "band_margin": _("Points beyond a border at which the band changes at once."),
}
CHANGES: dict[What, Promise] = {
    What.PARAMETER: _("parameter"),
    What.REMOVED: _("indicator removed"),
    What.ADDED: _("indicator added"),
    What.MEANING: _("indicator means another thing"),
    What.MEASURE: _("threshold, weight or policy"),
    What.WORDS: _("words of the definition"),
}
STAGES: dict[str, Promise] = {stage.value: stage.label for stage in Stage}
FIELDS: dict[str, Promise] = {
    "dimension": _("dimension"),
    "facet": _("facet"),
    "noisy_or": _("combined as flags"),
    "map": _("map from value to score"),
    "weight_class": _("weight class"),
    "missing": _("if missing"),
    "min_n": _("least number of cases"),
    "retires": _("leaves the score at G4"),
    "version": _("version"),
}


def value_text(value: Any) -> str:
    """A parameter's value, rows of it separated."""
    if value is None:
        return "–"
    if isinstance(value, list | tuple):
        rows = any(isinstance(one, list | tuple) for one in value)
        return (" | " if rows else ", ").join(value_text(one) for one in value)
    if isinstance(value, float | int) and not isinstance(value, bool):
        return f"{value:g}"
    return str(value)


def change_cells(change: Change) -> list[str]:
    """A change as cells of a table: kind, what, before, after."""
    name = str(PARAMETERS[change.name]) if change.what is What.PARAMETER else change.name
    field = f" · {FIELDS[change.field]}" if change.field else ""
    kind = str(CHANGES[change.what])
    return [f"{name}{field}", kind, value_text(change.before), value_text(change.after)]


def ratio_text(value: float) -> str:
    """An entry of a judgement matrix: 3, or 1/3, or two decimals between."""
    exact = Fraction(value).limit_denominator(9)
    if abs(float(exact) - value) < 1e-9:  # noqa: PLR2004 - rounding of a third
        return str(exact)
    return number_format(value, 2)


def triple_text(triple: Triple) -> str:
    """The judgement that fits the two others least, in one sentence."""
    first, middle, last = (DIMENSIONS[one] for one in triple.dimensions)
    return str(
        _("%(first)s to %(last)s is judged %(given)s; over %(middle)s it would be %(implied)s.")
    ) % {
        "first": first,
        "middle": middle,
        "last": last,
        "given": ratio_text(triple.given),
        "implied": ratio_text(triple.implied),
    }


def scale_text(value: int, first: str, second: str) -> str:
    """A point of the scale as a choice."""
    if value == 1:
        return str(_("equally important"))
    more, times = (first, value) if value > 0 else (second, -value)
    return str(_("%(dimension)s, %(times)d times")) % {"dimension": more, "times": times}
