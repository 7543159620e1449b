"""What happens exactly at a limit of the score, and what never fills in for a value."""

from dataclasses import replace

import numpy as np
import pytest

from risk.catalogue import Missing, State
from risk.indicators import CATALOGUE
from risk.scoring import Matrix, Scores, score
from risk.scoring.bands import Band
from risk.snapshot import matrix_of
from tests.risk.test_bands import band

# four of one dimension and one weight that count 100 when they are missing
BAD = [
    one.code
    for one in CATALOGUE
    if (one.dimension.value, one.weight_class, one.missing) == ("S", 3, Missing.WORST)
    and not one.facet.noisy_or
]
GOOD = {"P-02": 0.0, "P-11": 0.0}


def scored(*, known: int, missing: int) -> Scores:
    """A dimension at 100, so much of it known, beside a good one."""
    bad = dict.fromkeys(BAD[:known], 100.0)
    return score(matrix_of("selection", GOOD | bad, BAD[known : known + missing]))


def test_the_guard_counts_a_dimension_from_half_of_its_weight_on() -> None:
    half, less = scored(known=1, missing=1), scored(known=1, missing=2)
    assert half.dimension_coverage[2, 0] == 0.5
    assert half.aggregate[0] < half.guard[0] == 80
    assert less.dimension_coverage[2, 0] < 0.5
    assert less.guard[0] == less.aggregate[0] == half.aggregate[0]


def test_a_dimension_without_weight_in_the_stage_guards_nothing() -> None:
    found = score(matrix_of("planning", GOOD | dict.fromkeys(BAD, 100.0), []))
    assert (found.parts.dimensions[2, 0], found.dimension_coverage[2, 0]) == (100, 1)
    assert found.guard[0] == found.aggregate[0] == 0


def test_what_is_stale_counts_as_what_is_missing() -> None:
    missing = matrix_of("selection", GOOD, BAD[:1])
    old = np.where(missing.states == State.MISSING, State.STALE, missing.states)
    stale = replace(missing, states=old)
    assert filled(stale) == filled(missing) == 100
    assert score(stale).aggregate[0] == score(missing).aggregate[0] > 0
    assert score(stale).coverage[0] == score(missing).coverage[0]


@pytest.mark.parametrize("state", [State.SUPPRESSED, State.ERROR])
def test_what_is_suppressed_or_failed_is_due_and_fills_in_for_nothing(state: State) -> None:
    matrix = matrix_of("selection", GOOD, BAD[:1])
    without = replace(matrix, states=np.where(matrix.states == State.OK, State.OK, state))
    assert filled(matrix) == 100
    assert np.isnan(filled(without))
    assert score(without).aggregate[0] == 0
    assert score(without).coverage[0] == score(matrix).coverage[0] < 1
    assert score(without).hi[0] > 0


def filled(matrix: Matrix) -> float:
    """What enters for the indicator without a value."""
    (row,) = np.flatnonzero(matrix.absent[:, 0])
    return float(matrix.filled()[row, 0])


def test_the_margin_at_a_border_still_holds_the_band() -> None:
    assert band(43, before=Band.WATCH, score_before=39) is Band.WATCH
    assert band(37, before=Band.ELEVATED, score_before=41) is Band.ELEVATED
    assert band(43.000001, before=Band.WATCH, score_before=39) is Band.ELEVATED


def test_every_band_is_held_the_lowest_too_and_without_a_score_before() -> None:
    assert band(21, before=Band.LOW, score_before=19) is Band.LOW
    assert band(79, before=Band.CRITICAL, score_before=81) is Band.CRITICAL
    assert band(38, before=Band.ELEVATED, score_before=np.nan) is Band.ELEVATED
    assert band(41, before=Band.WATCH, score_before=np.nan) is Band.WATCH


def test_a_score_on_its_own_side_the_run_before_is_no_second_run() -> None:
    assert band(41, before=Band.WATCH, score_before=39.9) is Band.WATCH
    assert band(41, before=Band.WATCH, score_before=40) is Band.ELEVATED


def test_a_band_is_given_from_the_least_coverage_on() -> None:
    assert band(50, coverage=0.6) is Band.ELEVATED
    assert band(50, coverage=np.nextafter(0.6, 0)) is Band.UNKNOWN


def test_a_floor_that_the_guard_just_reaches_speaks_at_once() -> None:
    bad = matrix_of("selection", GOOD | dict.fromkeys(BAD, 100.0), [])
    before = {
        "previous_bands": np.array([Band.HIGH], dtype=np.int8),
        "previous_scores": np.array([70.0]),
        "floors": np.array([80.0]),
    }
    found = score(replace(bad, **before))
    assert found.guard[0] == found.score[0] == 80
    assert found.band[0] == Band.CRITICAL
