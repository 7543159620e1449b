"""Each live indicator on facts: best, in between, worst, missing, not due, never an error."""

from typing import Any

import numpy as np
import pytest

from risk.catalogue import State
from risk.indicators import BY_CODE, LIVE
from tests.build.facts import facts_of, some_facts
from tests.risk.vectors import VECTORS


@pytest.mark.parametrize(("code", "given", "x", "state"), VECTORS)
def test_an_indicator_measures_its_facts(
    code: str, given: dict[str, Any], x: float, state: State
) -> None:
    measure = BY_CODE[code].measure
    assert measure is not None
    result = measure(some_facts(**given))
    assert result.states[0] == state
    np.testing.assert_allclose(result.x, [x], atol=1e-6)


def test_every_live_indicator_is_measured_above() -> None:
    assert {one.code for one in LIVE} == {code for code, *_ in VECTORS}


def test_who_names_a_least_number_of_cases_is_suppressed_below_it_and_nobody_else() -> None:
    suppressed = {code for code, _given, _x, state in VECTORS if state is State.SUPPRESSED}
    assert suppressed == {one.code for one in LIVE if one.min_n}


def test_nothing_known_at_all_is_never_an_error() -> None:
    blank = facts_of([{}, {"basis__stage": 4, "basis__gate": 5, "basis__native": True}])
    for indicator in LIVE:
        assert indicator.measure is not None
        result = indicator.measure(blank)
        assert len(result.x) == len(result.states) == 2
        assert np.isnan(result.x[result.states != State.OK]).all()


def test_many_projects_at_once_give_the_same_as_each_alone() -> None:
    rows = [
        {"basis__stage": 2, "basis__gate": 2, "basis__native": True} | given
        for _code, given, *_result in VECTORS
    ]
    together = facts_of(rows)
    for indicator in LIVE:
        assert indicator.measure is not None
        many = indicator.measure(together)
        for place, row in enumerate(rows):
            one = indicator.measure(facts_of([row]))
            assert one.x.tobytes() == many.x[[place]].tobytes()
            assert one.states[0] == many.states[place]
