"""Quantiles of heavy-tailed ratios: empirical up to a threshold, a Pareto tail beyond it.

Hill's estimator (Hill 1975, Annals of Statistics 3, 1163-1174): the logarithms of exceedances of
a Pareto tail over its threshold are exponential, so its exponent is one over their mean, and
2 k times exponent / estimate follows a chi-square distribution with 2 k degrees of freedom.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from risk.columns import Floats

TAIL_FROM = 0.8
LEAST_TAIL = 4
NORMAL_95 = 1.6448536269514722
METHOD: Final = "median_unbiased"


@dataclass(frozen=True, slots=True)
class Tail:
    """Beyond `threshold`, reached with probability `chance`: P(ratio > x) = chance times
    (threshold / x) to the exponent. At an exponent of 1 or less there is no finite mean."""

    threshold: float
    chance: float
    exponent: float
    exponent_lo: float
    exponent_hi: float
    size: int

    def beyond(self, level: float) -> float:
        """The ratio that is exceeded with probability 1 - level."""
        return float(self.threshold * (self.chance / (1.0 - level)) ** (1.0 / self.exponent))

    def exceeds(self, ratio: float) -> float:
        """The probability of a larger ratio, for ratios beyond the threshold."""
        return float(self.chance * (self.threshold / ratio) ** self.exponent)


@dataclass(frozen=True, slots=True)
class Ratios:
    """A distribution of ratios: points (probability, ratio) between which it is straight, and a
    tail, or None where too few ratios, or all the same, lie beyond the threshold."""

    levels: Floats
    points: Floats
    tail: Tail | None

    def at(self, level: float) -> float:
        """The ratio that is not exceeded with probability `level`; NaN if nothing is known."""
        if not len(self.points):
            return float("nan")
        if self.tail is not None and level > 1.0 - self.tail.chance:
            return self.tail.beyond(level)
        return float(np.interp(level, self.levels, self.points))

    def exceeds(self, ratio: float) -> float:
        """The probability of a larger ratio; NaN if nothing is known."""
        if not len(self.points):
            return float("nan")
        if self.tail is not None and ratio >= self.tail.threshold:
            return self.tail.exceeds(ratio)
        if ratio >= self.points[-1]:
            return 0.0
        if ratio < self.points[0]:
            return 1.0
        return float(1.0 - np.interp(ratio, self.points, self.levels))


def ratios_of(observed: Floats) -> Ratios:
    """The distribution of observed ratios; straight lines between the plotting positions
    (i - 1/3) / (n + 1/3) are numpy's median-unbiased quantiles."""
    points = np.sort(observed)
    count = len(points)
    places = np.arange(1, count + 1, dtype=np.float64)
    levels: Floats = (places - 1.0 / 3.0) / (count + 1.0 / 3.0)
    return Ratios(levels=levels, points=points, tail=hill(points))


def hill(points: Floats) -> Tail | None:
    """The tail of sorted ratios beyond their 80 % quantile."""
    if not len(points):
        return None
    threshold = float(np.quantile(points, TAIL_FROM, method=METHOD))
    excess = np.log(points[points > threshold] / threshold) if threshold > 0 else np.zeros(0)
    if len(excess) < LEAST_TAIL:
        return None
    exponent = float(len(excess) / excess.sum())
    freedom = 2 * len(excess)
    return Tail(
        threshold=threshold,
        chance=1.0 - TAIL_FROM,
        exponent=exponent,
        exponent_lo=exponent * chi_square(-NORMAL_95, freedom) / freedom,
        exponent_hi=exponent * chi_square(NORMAL_95, freedom) / freedom,
        size=len(excess),
    )


def chi_square(normal: float, freedom: int) -> float:
    """The quantile of chi-square that belongs to a quantile of the normal distribution (Wilson
    and Hilferty 1931); within 1 % from 8 degrees of freedom on."""
    part = 2.0 / (9.0 * freedom)
    return float(freedom * (1.0 - part + normal * part**0.5) ** 3)
