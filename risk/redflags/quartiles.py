"""Quantiles of type 8 (median-unbiased) and the outer fences made of them."""

import math
from collections.abc import Iterable
from fractions import Fraction

REACH = Fraction(3, 2)
THIRD = 1 / 3


def quantile(numbers: Iterable[float], share: float) -> float:
    """The `share` quantile by Hyndman and Fan's definition 8; not a number where there is none."""
    values = sorted(numbers)
    count = len(values)
    if not values or not 0 <= share <= 1:
        return math.nan
    place = (count + THIRD) * share + THIRD
    whole = int(place)
    if whole <= 0 or share == 0:
        return values[0]
    if whole >= count or share == 1:
        return values[-1]
    below, above = values[whole - 1], values[whole]
    return below + (place - whole) * (above - below)


def quartiles(numbers: Iterable[float]) -> tuple[float, float]:
    """The first and the third quartile."""
    values = sorted(numbers)
    return quantile(values, 0.25), quantile(values, 0.75)


def lower_fence(first: float, third: float) -> float:
    """One and a half interquartile ranges below the first quartile."""
    return _away(first, -REACH, third - first)


def upper_fence(first: float, third: float) -> float:
    """One and a half interquartile ranges above the third quartile."""
    return _away(third, REACH, third - first)


def _away(start: float, times: Fraction, spread: float) -> float:
    """`start + times × spread`, rounded once: a value right on the fence stays on it."""
    if not math.isfinite(start) or not math.isfinite(spread):
        return math.nan
    return float(Fraction(start) + times * Fraction(spread))
