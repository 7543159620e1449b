"""Whatever the facts are, also zeros and nothing at all, every measure gives an answer."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from risk.catalogue import State
from risk.facts import GROUPS
from risk.facts.groups import columns_of
from risk.indicators import BY_CODE, LIVE
from risk.measurement import failed, measured
from risk.scoring import Matrix, score
from tests.build.facts import facts_of, some_facts

SOME = {
    "count": st.integers(0, 4),
    "sum": st.sampled_from([0.0, 0.5, 1.0, 34.0, 1860.0]),
    "number": st.sampled_from([None, 0.0, -1.0, 0.3, 4.0, 1860.0]),
    "code": st.integers(-1, 4),
    "flag": st.booleans(),
    "day": st.sampled_from([None, "2024-06-14", "2025-02-28", "2025-06-01"]),
    "moment": st.sampled_from([None, "2024-06-14T09:00", "2025-02-27T09:00"]),
    "list": st.lists(st.sampled_from([0.0, 60.0, 150.0]), max_size=3),
}
STAGES = {"basis__stage": st.integers(0, 4), "basis__gate": st.integers(0, 5)}
any_facts = st.fixed_dictionaries(
    {
        f"{name}__{column}": SOME[about.kind]
        for name, group in GROUPS.items()
        for column, about in columns_of(group).items()
    }
    | STAGES
)


@settings(max_examples=60, deadline=None)
@given(st.lists(any_facts, min_size=1, max_size=3))
def test_no_facts_make_a_measure_fail_or_divide_by_zero(projects: list[dict[str, Any]]) -> None:
    with np.errstate(divide="raise", over="raise"):
        found = measured(facts_of(projects))
    for indicator, values in found.items():
        assert not (values.states == State.ERROR).any(), indicator.code
        there = values.states == State.OK
        assert np.isfinite(values.x[there]).all(), indicator.code
        assert np.isnan(values.x[~there]).all(), indicator.code
    stages = np.array([one["basis__stage"] for one in projects], dtype=np.int8)
    result = score(Matrix.of(found, stages=stages))
    known = ~np.isnan(result.score)
    assert ((result.score[known] >= 0) & (result.score[known] <= 100)).all()
    assert (result.lo[known] <= result.score[known]).all()
    assert (result.score[known] <= result.hi[known]).all()


REACHED: dict[State, tuple[str, dict[str, Any]]] = {
    State.OK: ("M-08", {"selection__outsourced": True, "selection__procedure": 0,
                        "selection__tenderers": 2, "selection__awards": 1}),
    State.NOT_DUE: ("A-04", {}),
    State.NOT_APPLICABLE: ("P-01", {"basis__native": False}),
    State.MISSING: ("P-01", {}),
    State.STALE: (
        "S-02",
        {
            "supervision__reported": "2024-12-01",
            "supervision__periods": 3,
            "supervision__earned": 1.0,
            "supervision__spent": 1.0,
        },
    ),
    State.SUPPRESSED: ("S-21", {"supervision__decisions": 9}),
}  # fmt: skip


@pytest.mark.parametrize("state", [*REACHED])
def test_each_state_is_reached(state: State) -> None:
    code, given_facts = REACHED[state]
    values = measured(some_facts(**given_facts))[BY_CODE[code]]
    assert values.states.tolist() == [state]


def test_a_measure_that_fails_is_an_error_of_its_own() -> None:
    assert failed(2).states.tolist() == [State.ERROR] * 2
    assert {*REACHED, State.ERROR} == {*State}
    assert np.isnan(failed(2).x).all()


def test_the_age_of_a_value_is_that_of_the_newest_fact_behind_it() -> None:
    found = measured(
        some_facts(
            selection__awarded_on="2025-02-18",
            selection__called_on="2024-06-14",
            supervision__reported="2025-02-27",
        )
    )
    ages = {one.code: values.ages for one, values in found.items()}
    assert ages["M-06"] is not None
    assert ages["M-06"].tolist() == [10]
    assert ages["S-01"] is not None
    assert ages["S-01"].tolist() == [1]
    assert ages["P-05"] is not None
    assert np.isnan(ages["P-05"]).all()
    assert len(found) == len(LIVE)
