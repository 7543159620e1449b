"""Reference classes: empirical from 20 finished projects on, heavy in the tail, else published."""

import numpy as np
import pytest

from risk.uncertainty.forecast import Forecast, Progress
from risk.uncertainty.ranks import top_shares
from risk.uncertainty.reference import PUBLISHED, reference_class, uplift
from risk.uncertainty.tail import chi_square, ratios_of


def pareto(exponent: float, size: int, seed: int = 1) -> np.ndarray:
    return (1 - np.random.default_rng(seed).random(size)) ** (-1 / exponent)


@pytest.mark.parametrize("size", [0, 1, 19])
def test_fewer_than_twenty_finished_projects_are_answered_with_the_published_prior(
    size: int,
) -> None:
    found = reference_class(np.linspace(1.0, 2.0, size))
    assert found.is_published
    assert found.size == size
    assert found.ratios is PUBLISHED
    assert uplift(np.linspace(1.0, 2.0, size), 0.8) is None


def test_from_twenty_on_the_class_speaks_for_itself() -> None:
    observed = np.linspace(0.9, 1.5, 20)
    found = reference_class(observed)
    assert not found.is_published
    for level in (0.1, 0.5, 0.8):
        expected = np.quantile(observed, level, method="median_unbiased")
        assert found.ratios.at(level) == pytest.approx(expected)
    assert uplift(observed, 0.5) == pytest.approx(0.2)
    assert uplift(np.append(observed, [np.nan, 0.0]), 0.5) == pytest.approx(0.2)


def test_the_published_prior_says_what_was_published() -> None:
    assert PUBLISHED.exceeds(1.5) == pytest.approx(0.18)
    assert PUBLISHED.at(0.5) == 1
    assert 1 < PUBLISHED.at(0.8) < 1.5 < PUBLISHED.at(0.9)
    tail = PUBLISHED.tail
    assert tail is not None
    assert tail.threshold * tail.exponent / (tail.exponent - 1) == pytest.approx(5.47)


def test_the_exponent_of_a_pareto_tail_is_found_within_its_interval() -> None:
    found = [ratios_of(pareto(1.4, 400, seed)).tail for seed in range(40)]
    tails = [one for one in found if one is not None]
    assert np.mean([one.exponent for one in tails]) == pytest.approx(1.4, abs=0.1)
    inside = [one.exponent_lo <= 1.4 <= one.exponent_hi for one in tails]
    assert sum(inside) >= 32
    assert all(one.size == 80 for one in tails)


def test_quantiles_and_exceedances_are_each_other_s_inverse() -> None:
    ratios = ratios_of(pareto(1.2, 200))
    for level in (0.1, 0.5, 0.79, 0.85, 0.99):
        assert 1 - ratios.exceeds(ratios.at(level)) == pytest.approx(level, abs=1e-9)
    levels = np.linspace(0, 0.999, 500)
    assert (np.diff([ratios.at(level) for level in levels]) >= -1e-12).all()


def test_equal_ratios_have_no_tail_and_an_empty_class_says_nothing() -> None:
    same = ratios_of(np.full(30, 1.1))
    assert same.tail is None
    assert same.at(0.99) == 1.1
    assert (same.exceeds(1.0), same.exceeds(1.1), same.exceeds(1.2)) == (1, 0, 0)
    empty = ratios_of(np.zeros(0))
    assert np.isnan(empty.at(0.5))
    assert np.isnan(empty.exceeds(1.5))


def test_quantiles_of_chi_square_are_near_those_of_the_tables() -> None:
    assert chi_square(1.6448536, 8) == pytest.approx(15.507, rel=0.01)
    assert chi_square(-1.6448536, 8) == pytest.approx(2.733, rel=0.01)


def test_a_forecast_ends_at_what_was_spent_and_begins_with_the_class() -> None:
    prior = reference_class(np.zeros(0))
    start, end = Forecast(Progress(0, 0), prior), Forecast(Progress(1, 1.2), prior)
    assert start.at(0.9) == pytest.approx(PUBLISHED.at(0.9))
    assert start.chance_of_overrun == pytest.approx(0.18)
    assert end.at(0.5) == end.at(0.9) == 1.2
    assert end.chance_of_overrun == 0
    assert Forecast(Progress(1, 1.6), prior).chance_of_overrun == 1


def test_the_point_forecast_of_the_demo_is_the_published_one() -> None:
    progress = Progress(earned=560 / 1620, spent=660 / 1620)
    assert progress.point * 1620 == pytest.approx(1909, abs=1)
    found = Forecast(progress, reference_class(np.zeros(0)))
    assert found.at(0.5) == progress.point
    assert found.at(0.5) < found.at(0.8) < found.at(0.9)
    assert 0.15 < found.chance_of_overrun < 0.3


def test_who_is_always_ahead_stays_among_the_highest() -> None:
    draws = np.arange(12.0)[:, np.newaxis] + np.zeros((12, 5))
    shares = top_shares(draws, 10)
    assert list(shares) == [0, 0] + [1] * 10
    assert list(top_shares(draws[:4], 10)) == [1] * 4
    assert top_shares(np.array([[1.0, 2.0], [2.0, 1.0]]), 1) == pytest.approx([0.5, 0.5])
