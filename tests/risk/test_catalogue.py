"""The catalogue is complete, and each map says what the design says."""

import json
from pathlib import Path

import numpy as np
import pytest

from risk import indicators as registry
from risk.catalogue import FILL, WEIGHTS, Direction, Indicator, Knots, State, Values
from risk.indicators import BY_CODE, CATALOGUE, LIVE
from risk.scoring.vetoes import FLOORS

FOLDER = Path(registry.__file__).parent
SHARED = Path(__file__).resolve().parents[3] / "shared" / "design" / "indicators.json"


@pytest.mark.parametrize("indicator", CATALOGUE, ids=lambda one: one.code)
def test_every_knot_and_case_has_its_score(indicator: Indicator) -> None:
    xs, expected = zip(*indicator.mapping.vectors(), strict=True)
    assert indicator.mapping.scores(np.array(xs, dtype=np.float64)).tolist() == list(expected)


@pytest.mark.parametrize("indicator", CATALOGUE, ids=lambda one: one.code)
def test_the_map_is_constant_outside_and_moves_in_its_direction(indicator: Indicator) -> None:
    vectors = indicator.mapping.vectors()
    far = indicator.mapping.scores(np.array([-1e9, 1e9]))
    assert far.tolist() == [vectors[0][1], vectors[-1][1]]
    scores = [score for _, score in vectors]
    if indicator.direction is Direction.DOWN:
        assert scores == sorted(scores, reverse=True)
    elif indicator.direction is not Direction.TWO_SIDED:
        assert scores == sorted(scores)
    assert min(scores) == 0
    assert 0 <= max(scores) <= 100


@pytest.mark.parametrize("indicator", CATALOGUE, ids=lambda one: one.code)
def test_missing_gives_no_score_of_its_own(indicator: Indicator) -> None:
    states = np.array([State.MISSING, State.NOT_DUE, State.SUPPRESSED], dtype=np.int8)
    assert np.isnan(indicator.scores(Values(x=np.zeros(3), states=states))).all()
    assert indicator.missing in FILL


@pytest.mark.parametrize("indicator", CATALOGUE, ids=lambda one: one.code)
def test_every_definition_is_complete(indicator: Indicator) -> None:
    for text in ("name_en", "name_zh", "formula", "source", "caveat_en", "caveat_zh", "due"):
        assert getattr(indicator, text).strip(), text
    assert indicator.code.startswith(indicator.dimension.value + "-")
    assert indicator.weight_class in WEIGHTS
    assert indicator.veto is None or indicator.veto in FLOORS


def test_codes_are_unique_and_every_file_is_registered() -> None:
    files = {path for path in FOLDER.glob("*/*.py") if path.name != "__init__.py"}
    assert len(CATALOGUE) == len(BY_CODE) == len(files)


def test_at_least_three_indicators_of_each_dimension_are_live() -> None:
    for dimension in "PMSAX":
        assert sum(one.dimension == dimension for one in LIVE) >= 3


@pytest.mark.shared_data
def test_the_definitions_agree_with_the_design() -> None:
    if not SHARED.exists():
        pytest.skip("the design data is not beside the repository")
    designed = {
        row["code"]: row for row in json.loads(SHARED.read_text(encoding="utf-8"))["indicators"]
    }
    for one in CATALOGUE:
        row = designed[one.code]
        assert (one.name_en, one.name_zh) == (row["name_en"], row["name_zh"])
        assert one.weight_class == row["weight_class"]
        assert one.missing.value == row["missing"]
        assert one.veto == row["veto"]
        if isinstance(one.mapping, Knots):
            assert [list(point) for point in one.mapping.points] == row["map"]["knots"]
        else:
            cases = sorted(score for _, score in row["map"]["cases"])
            assert sorted(case.score for case in one.mapping.cases) == cases
