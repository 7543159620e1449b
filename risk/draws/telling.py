"""Stored draws in words: what they say about the score, and whether they still speak about it."""

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from egov_outsource.access import Viewer
from risk.digests import input_digest
from risk.models import RiskResult, RiskUncertainty
from risk.uncertainty import Source

SOURCES: dict[Source, Promise] = {
    Source.WEIGHTS: gettext_lazy("Weights of the dimensions"),
    Source.THRESHOLDS: gettext_lazy("Thresholds of the indicators"),
    Source.INPUTS: gettext_lazy("Errors of measured values"),
    Source.MISSING: gettext_lazy("Missing values"),
}


@dataclass(frozen=True, slots=True)
class Range:
    """What one source of doubt alone opens."""

    source: Source
    name: Promise
    low: float
    high: float

    @property
    def width(self) -> float:
        """From the 5 % to the 95 % quantile."""
        return self.high - self.low


def ranges_of(found: RiskUncertainty) -> list[Range]:
    """The sources of doubt, the one that widens most first."""
    ranges = [Range(source, SOURCES[source], low, high) for source, low, high in found.ranges]
    return sorted(ranges, key=lambda one: -one.width)


def sentence(found: RiskUncertainty) -> str:
    """What the draws say, in plain words."""
    low, middle, high = (number_format(value, 1) for value in (found.p05, found.p50, found.p95))
    times = number_format(found.likely_elevated * 100, 0)
    first = _("In %(times)s of 100 draws the band is elevated or worse.") % {"times": times}
    if low == high:
        second = _("In at least 90 of 100 the score is %(middle)s.") % {"middle": middle}
    else:
        second = _(
            "In 90 of 100 the score lies between %(low)s and %(high)s, in the middle at %(middle)s."
        ) % {"low": low, "high": high, "middle": middle}
    return f"{first} {second}"


def standing(found: RiskUncertainty, user: Viewer) -> tuple[RiskResult | None, bool]:
    """The newest result that `user` sees, and whether the draws are about an older one."""
    visible = RiskResult.objects.visible_to(user).select_related("model")
    result: RiskResult | None = visible.filter(pk=found.pk).first()
    if result is None:
        return None, True
    return result, input_digest(result).hex() != found.basis
