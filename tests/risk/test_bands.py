"""Bands change slowly at a border and at once under a veto."""

import numpy as np
import pytest

from risk.scoring.bands import Band, bands
from risk.scoring.model import DEFAULT_MODEL


def band(
    score: float,
    *,
    before: Band = Band.UNKNOWN,
    score_before: float = np.nan,
    hi: float | None = None,
    coverage: float = 1.0,
    vetoed: bool = False,
) -> Band:
    result = bands(
        np.array([score]),
        hi=np.array([score if hi is None else hi]),
        coverage=np.array([coverage]),
        vetoed=np.array([vetoed]),
        previous_bands=np.array([before], dtype=np.int8),
        previous_scores=np.array([score_before]),
        model=DEFAULT_MODEL,
    )
    return Band(int(result[0]))


@pytest.mark.parametrize(
    ("score", "expected"),
    [(0, 0), (19.99, 0), (20, 1), (39.9, 1), (40, 2), (60, 3), (79, 3), (80, 4), (100, 4)],
)
def test_the_first_band_follows_the_borders(score: float, expected: int) -> None:
    assert band(score) == expected


def test_a_small_step_over_the_border_does_not_change_the_band() -> None:
    assert band(41, before=Band.WATCH, score_before=39) is Band.WATCH
    assert band(38, before=Band.ELEVATED, score_before=41) is Band.ELEVATED


def test_a_large_step_changes_the_band() -> None:
    assert band(43.1, before=Band.WATCH, score_before=39) is Band.ELEVATED
    assert band(36.9, before=Band.ELEVATED, score_before=41) is Band.WATCH


def test_a_second_run_on_the_same_side_changes_the_band() -> None:
    assert band(41, before=Band.WATCH, score_before=40.5) is Band.ELEVATED
    assert band(39, before=Band.ELEVATED, score_before=39.5) is Band.WATCH


def test_a_veto_acts_at_once() -> None:
    assert band(60, before=Band.ELEVATED, score_before=50, vetoed=True) is Band.HIGH


def test_too_little_coverage_gives_no_band() -> None:
    assert band(50, coverage=0.59) is Band.UNKNOWN
    assert band(90, coverage=0.1, vetoed=True) is Band.CRITICAL


def test_low_is_not_shown_while_the_score_could_turn_out_elevated() -> None:
    assert band(15, hi=39.9) is Band.LOW
    assert band(15, hi=40) is Band.WATCH
