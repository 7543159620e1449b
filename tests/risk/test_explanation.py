"""An outcome taken apart: the parts sum, what is missing is weighed, levers are right."""

import json
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from egov_outsource.templatetags.display import number1
from risk.explanation import Snapshot, explain
from risk.explanation.parts import apportioned
from risk.indicators import BY_CODE, CATALOGUE
from risk.scoring import STAGES, Model, score
from risk.scoring.matrix import in_order
from risk.snapshot import input_score, matrix_of, read

GOLDEN = json.loads(
    (Path(__file__).resolve().parent / "golden_scores.json").read_text(encoding="utf-8")
)
ORDER = in_order(CATALOGUE)
POINTS = st.floats(0, 100, allow_nan=False)


def snapshot(
    stage: str,
    given_scores: dict[str, float],
    missing: list[str],
    *,
    floor: float = 0.0,
    model: Model | None = None,
) -> Snapshot:
    matrix = matrix_of(stage, given_scores, missing, floor)
    model = model or Model()
    found = score(matrix, model)
    return Snapshot(
        codes=[one.code for one in matrix.indicators],
        stage=STAGES[matrix.stages[0]],
        inputs=[float("nan")] * len(matrix.indicators),
        states=[int(state) for state in matrix.states[:, 0]],
        scores=[float(value) for value in found.filled[:, 0]],
        contributions=[float(value) for value in found.contributions[:, 0]],
        floor=floor,
        model=model,
    )


def golden(name: str) -> Snapshot:
    stage, inputs, missing, _vetoes = read(GOLDEN[name])
    scores = {code: input_score(BY_CODE[code], value) for code, value in inputs.items()}
    return snapshot(stage, scores, missing)


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(STAGES),
    st.dictionaries(st.sampled_from([one.code for one in ORDER]), POINTS, min_size=1),
    st.sampled_from((2, 4)),
)
def test_lines_sum_to_facets_to_dimensions_to_the_aggregate(
    stage: str, scores: dict[str, float], power: int
) -> None:
    model = Model(facet_power=power)
    found = score(matrix_of(stage, scores, []), model)
    explanation = explain(snapshot(stage, scores, [], model=model))
    total = math.fsum(part.contribution for part in explanation.dimensions)
    aggregate = 0.0 if np.isnan(found.aggregate[0]) else found.aggregate[0]
    assert total == pytest.approx(aggregate, abs=1e-9)
    for dimension in explanation.dimensions:
        facets = math.fsum(facet.contribution for facet in dimension.facets)
        assert facets == pytest.approx(dimension.contribution, abs=1e-9)
        for facet in dimension.facets:
            lines = math.fsum(line.contribution for line in facet.lines)
            assert lines == pytest.approx(facet.contribution, abs=1e-9)


@given(st.lists(POINTS, min_size=1, max_size=30))
@example([0.15])
@example([4.35])
def test_what_is_shown_sums_exactly_to_the_total_that_is_shown(values: list[float]) -> None:
    total = math.fsum(values)
    shown = apportioned(values, total)
    assert math.fsum(shown) == pytest.approx(float(number1(total)), abs=1e-6)
    for value, given_points in zip(values, shown, strict=True):
        assert abs(value - given_points) < 0.1 + 1e-9


def test_the_only_missing_value_narrows_the_bounds_by_their_whole_width() -> None:
    explanation = explain(golden("2025-02-28 month 6"))
    (missing,) = explanation.absent
    assert missing.indicator.code == "S-21"
    assert missing.narrows == pytest.approx(46.8645 - 39.7923, abs=1e-3)


def test_what_is_missing_is_ordered_by_how_much_it_narrows_the_bounds() -> None:
    entry = GOLDEN["2025-02-28 month 6"]
    stage, inputs, _missing, _vetoes = read(entry)
    scores = {code: input_score(BY_CODE[code], value) for code, value in inputs.items()}
    absent = ["S-01", "S-21", "P-11", "M-31"]
    kept = {code: value for code, value in scores.items() if code not in absent}
    explanation = explain(snapshot(stage, kept, absent))
    widths = [line.narrows or 0.0 for line in explanation.absent]
    assert {line.indicator.code for line in explanation.absent} == set(absent)
    assert widths == sorted(widths, reverse=True)
    assert widths[0] > widths[-1] >= 0


def test_the_largest_lever_of_the_demo_is_the_schedule() -> None:
    stored = golden("2025-02-28 month 6")
    lever = explain(stored).levers[0]
    assert (lever.indicator.code, lever.x) == ("S-01", 0.95)
    assert lever.change == pytest.approx(-2.7, abs=0.05)


def test_levers_are_computed_under_the_model_of_the_result() -> None:
    stored = golden("2025-02-28 month 6")
    other = Snapshot(
        **{
            name: getattr(stored, name)
            for name in ("codes", "stage", "inputs", "states", "scores", "contributions", "floor")
        },
        model=Model(project_power=8),
    )
    assert explain(stored).levers[0].change != explain(other).levers[0].change
