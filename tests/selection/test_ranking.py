"""Weighted TOPSIS and the weighted sum."""

import pytest

from projects.selection.criteria import CRITERIA, normalised_weights
from projects.selection.ranking import first_shares, rank


def test_default_weights_add_up_to_one() -> None:
    weights = normalised_weights()
    assert list(weights) == ["c1", "c2", "c3", "c4", "c5", "c6"]
    assert sum(weights.values()) == pytest.approx(1)
    assert weights["c4"] == pytest.approx(0.259 / 1.001)


def test_closeness_of_a_worked_example() -> None:
    # two criteria of equal weight; lengths 5 and 5, so (3,4)/5 and (4,3)/5 mirror each other
    first, second = rank({1: [3, 4], 2: [4, 3]}, [1, 1])
    assert first.closeness == pytest.approx(0.5)
    assert first.weighted_sum == second.weighted_sum == pytest.approx(3.5)
    best, worst = rank({1: [3, 4], 2: [4, 3]}, [1, 3])
    assert (best.alternative, best.rank, worst.rank) == (1, 1, 2)
    assert best.closeness == pytest.approx(0.75)
    assert best.weighted_sum == pytest.approx(3.75)


def test_the_alternative_that_is_best_in_everything_is_the_ideal() -> None:
    best, worst = rank({7: [9] * 6, 8: [1] * 6}, list(normalised_weights().values()))
    assert (best.alternative, best.closeness) == (7, 1.0)
    assert (worst.alternative, worst.closeness) == (8, 0.0)


def test_alternatives_alike_in_everything_and_columns_of_zeros_have_an_answer() -> None:
    rows = rank({1: [0, 5], 2: [0, 5]}, [1, 1])
    assert [row.closeness for row in rows] == [0.5, 0.5]
    assert [row.alternative for row in rows] == [1, 2]


def test_ranking_does_not_depend_on_the_order_or_scale_of_the_rows() -> None:
    scores = {1: [3.0, 9, 4], 2: [8, 2, 5], 3: [6, 6, 6]}
    one = [(row.alternative, row.rank) for row in rank(scores, [2, 3, 1])]
    turned = {key: [value * 2 for value in scores[key]] for key in (3, 1, 2)}
    other = [(row.alternative, row.rank) for row in rank(turned, [4, 6, 2])]
    assert one == other


def test_nothing_to_rank_and_gaps_are_refused() -> None:
    with pytest.raises(ValueError, match="nothing"):
        rank({}, [1])
    with pytest.raises(ValueError, match="score"):
        rank({1: [1, 2]}, [1] * len(CRITERIA))


def test_the_sensitivity_run_says_how_often_each_comes_first_and_says_it_again() -> None:
    close = {1: [4.0, 3.0], 2: [3.0, 4.0], 3: [1.0, 1.0]}
    shares = first_shares(close, [0.5, 0.5])
    assert shares == first_shares(close, [0.5, 0.5])
    assert abs(sum(shares.values()) - 1) < 1e-9
    assert 0.4 < shares[1] < 0.6
    assert shares[3] == 0
    assert first_shares({1: [5.0, 5.0], 2: [1.0, 1.0]}, [0.9, 0.1])[1] == 1
