"""The set-based engine and a plain loop over one project say the same of any rows."""

import math
from datetime import date, timedelta

import pytest

from projects.models import Project
from risk.actions.recompute_projects import compute
from risk.catalogue import DIMENSIONS, State
from risk.gather import gather
from risk.indicators import LIVE
from risk.measurement import measured
from risk.models import RiskResult
from tests.build.risk import AS_OF
from tests.build.shuffled import shuffled_projects
from tests.risk import oracle
from tests.risk.oracle.rows import Rows
from tests.risk.oracle.scoring import quantised
from tests.risk.oracle.value import Number

pytestmark = pytest.mark.django_db

SEED, COUNT = 20250240, 60
NUMBERS = ("aggregate", "guard", "score", "lo", "hi", "coverage", "confidence")


def test_every_live_indicator_is_computed_twice() -> None:
    assert set(oracle.INDICATORS) == {one.code for one in LIVE}


def test_any_rows_give_the_same_values_and_the_same_score_both_ways() -> None:
    ids = shuffled_projects(SEED, COUNT)
    assert values_that_differ(ids, [AS_OF] * COUNT) == []
    some = ids[::3]
    days = [AS_OF - timedelta(days=place) for place in range(len(some))]
    assert values_that_differ(some, days) == []
    compute(ids, AS_OF - timedelta(days=1))  # so that there is a band before, and what gates froze
    compute(ids, AS_OF)
    assert results_that_differ(ids) == []
    assert_everything_occurs(ids)


def assert_everything_occurs(ids: list[int]) -> None:
    """The draw leaves out no indicator, no state and no band, and opens many vetoes."""
    rows = list(RiskResult.objects.filter(pk__in=ids).select_related("model"))
    found = {pair for row in rows for pair in zip(row.codes, row.states, strict=True)}
    seen = {code for code, state in found if state == State.OK}
    assert sorted(set(oracle.INDICATORS) - seen) == []
    assert {state for _code, state in found} == {*State} - {State.ERROR}
    assert {row.band for row in rows} >= set(range(5))
    assert len({veto.code for row in rows for veto in row.open_vetoes}) >= 8


def values_that_differ(ids: list[int], days: list[date]) -> list[tuple[object, ...]]:
    """Indicator and project, with both states and values; each project as of its day."""
    found = measured(gather(ids, days if len(set(days)) > 1 else days[0]))
    wrong = []
    for place, (pk, day) in enumerate(zip(ids, days, strict=True)):
        plain = oracle.measured(Rows(Project.objects.get(pk=pk), day))
        for indicator, values in found.items():
            state, x = State(values.states[place]), float(values.x[place])
            other = plain[indicator.code]
            if state is not other.state or not is_same(x, other.x):
                wrong.append((indicator.code, pk, state.name, x, other.state.name, other.x))
    return sorted(wrong)


def results_that_differ(ids: list[int]) -> list[tuple[object, ...]]:
    """Project and what is not the same, as stored and as found by the loop."""
    wrong: list[tuple[object, ...]] = []
    for row in RiskResult.objects.filter(pk__in=ids).select_related("model"):
        found = oracle.assess(row.pk, AS_OF, row.model.parameters)
        pairs: dict[str, tuple[float, Number]] = {
            name: (getattr(row, name), getattr(found, name)) for name in NUMBERS
        }
        dimensions = zip(row.dimensions, found.dimensions, strict=True)
        pairs |= {str(one): pair for one, pair in zip(DIMENSIONS, dimensions, strict=True)}
        for place, code in enumerate(row.codes):
            one = found.values[code]
            pairs[f"x of {code}"] = (row.inputs[place], stored(one.x))
            pairs[f"state of {code}"] = (row.states[place], int(one.state))
            pairs[f"score of {code}"] = (row.scores[place], found.scores[code])
            pairs[f"points of {code}"] = (row.contributions[place], found.contributions[code])
        wrong += [(row.pk, name, *pair) for name, pair in pairs.items() if not is_same(*pair)]
        if row.band != found.band:
            wrong.append((row.pk, "band", row.band, found.band))
        if {veto.code for veto in row.open_vetoes} != found.vetoes:
            wrong.append((row.pk, "vetoes", row.open_vetoes, found.vetoes))
    return wrong


def is_same(x: float, other: Number) -> bool:
    """The same to nine digits, or both unknown."""
    if math.isnan(x) or other is None:
        return math.isnan(x) and other is None
    return math.isclose(x, other, rel_tol=1e-9, abs_tol=1e-9)


def stored(x: Number) -> Number:
    """A value as it is stored and scored."""
    return None if x is None else quantised(x)
