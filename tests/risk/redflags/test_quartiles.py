"""Quantiles of type 8 against its definition and against NumPy."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from risk.redflags.quartiles import lower_fence, quantile, quartiles, upper_fence

NUMBERS = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=40)


def test_quartiles_of_five_by_hand() -> None:
    # place of Q1: (5 + 1/3) × 1/4 + 1/3 = 5/3, so two thirds of the way from the 1st to the 2nd
    assert quartiles([1, 99, 99, 99, 99]) == pytest.approx((1 + 98 * 2 / 3, 99))
    # place of Q3: (5 + 1/3) × 3/4 + 1/3 = 13/3, so a third of the way from the 4th to the 5th
    assert quartiles([2, 1, 1, 1, 1]) == pytest.approx((1, 1 + 1 / 3))


def test_the_ends_are_the_least_and_the_largest() -> None:
    assert quantile([3, 1, 2], 0) == 1
    assert quantile([3, 1, 2], 1) == 3
    assert quantile([3, 1], 0.25) == 1
    assert quantile([7], 0.9) == 7


def test_nothing_and_an_impossible_share_give_no_number() -> None:
    assert math.isnan(quantile([], 0.5))
    assert math.isnan(quantile([1], 1.1))
    assert math.isnan(lower_fence(*quartiles([])))


@given(NUMBERS, st.floats(0, 1))
def test_quantiles_are_the_median_unbiased_ones(numbers: list[float], share: float) -> None:
    expected = np.quantile(numbers, share, method="median_unbiased")
    assert quantile(numbers, share) == pytest.approx(expected, rel=1e-6, abs=1e-6)


@given(NUMBERS, st.integers(0, 1000))
def test_quantiles_follow_the_definition(numbers: list[float], thousandths: int) -> None:
    share, values = Fraction(thousandths, 1000), sorted(map(Fraction, numbers))
    place = (len(values) + Fraction(1, 3)) * share + Fraction(1, 3)
    place = min(max(place, Fraction(1)), Fraction(len(values)))
    below = values[math.floor(place) - 1]
    above = values[math.ceil(place) - 1]
    expected = below + (place - math.floor(place)) * (above - below)
    assert quantile(numbers, float(share)) == pytest.approx(float(expected), rel=1e-6, abs=1e-6)


def test_fences_lie_one_and_a_half_ranges_beyond_the_quartiles() -> None:
    assert lower_fence(4, 6) == 1
    assert upper_fence(4, 6) == 9
    assert upper_fence(0.1, 0.1) == 0.1
