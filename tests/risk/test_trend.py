"""A trend compares only what can be compared."""

from datetime import date, timedelta

import pytest

from risk.explanation import Run, trend

START = date(2026, 1, 1)


def run(day: int, score: float, *, model: str = "1.0.0", due: str = "ab") -> Run:
    return Run(START + timedelta(days=day), score, model, frozenset(due))


def test_the_slope_is_the_median_of_all_pairs_over_six_runs() -> None:
    runs = [run(10 * step, 10 + step) for step in range(5)]
    outlier = [*runs, run(50, 90)]
    assert trend(runs).slope == pytest.approx(3.0)
    assert trend(outlier).slope == pytest.approx(3.0)


def test_runs_of_another_model_are_not_compared_and_the_day_is_marked() -> None:
    found = trend([run(0, 10), run(10, 80), run(20, 30, model="1.1.0"), run(30, 31, model="1.1.0")])
    assert found.slope == pytest.approx(3.0)
    assert found.runs == 2
    assert [(one.day, one.model) for one in found.breaks] == [(START + timedelta(20), "1.1.0")]


def test_runs_with_another_set_of_what_is_due_are_not_compared() -> None:
    found = trend([run(0, 10), run(10, 50, due="abc"), run(20, 52, due="abc")])
    assert found.slope == pytest.approx(6.0)
    (only,) = found.breaks
    assert (only.came, only.went, only.model) == (1, 0, None)


def test_one_comparable_run_has_no_trend() -> None:
    found = trend([run(0, 10), run(10, 50, due="b")])
    assert found.slope is None
    assert found.runs == 1


def test_the_change_is_since_the_comparable_run_before_and_of_a_day_the_last_run_counts() -> None:
    found = trend([run(0, 10), run(10, 20), run(10, 25)])
    assert found.runs == 2
    assert found.change == pytest.approx(15.0)
    assert trend([run(0, 10), run(10, 20, due="b")]).change is None


def test_only_the_last_six_runs_count() -> None:
    early = [run(day, 100) for day in range(5)]
    late = [run(10 + day * 30, 10 + day) for day in range(6)]
    assert trend(early + late).slope == pytest.approx(1.0)


def test_what_was_not_scored_is_left_out() -> None:
    assert trend([run(0, float("nan"))]).slope is None
    assert trend([]).runs == 0
