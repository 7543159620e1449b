"""Facts are read from the rows of every stage, for many projects as with one query each."""

from datetime import date

import numpy as np
import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from risk.catalogue import State
from risk.facts import Facts
from risk.gather import gather
from risk.measurement import CODES, measured
from tests.build.accounts import person
from tests.build.risk import AS_OF, bare_project, logged, rich_project

pytestmark = pytest.mark.django_db


def read(*projects: int, as_of: date = AS_OF) -> Facts:
    with transaction.atomic():
        return gather(list(projects), as_of)


def test_a_bare_project_gives_unknown_facts_and_no_error() -> None:
    facts = read(bare_project().pk)
    values = measured(facts)
    states = {int(one.states[0]) for one in values.values()}
    assert State.ERROR not in states
    assert State.OK not in states


def test_the_facts_of_a_project_become_the_values_that_its_rows_say() -> None:
    project = rich_project()
    logged(project, person(), times=10, as_declared=True)
    logged(project, person(), times=2, as_declared=False)
    facts = read(project.pk)
    values = {one.code: found for one, found in measured(facts).items()}
    expected = {
        "P-01": 1 / 16,
        "P-02": 1 / 5,
        "P-03": 1 / 21,
        "P-05": -0.12,
        "P-11": 1 / 2,
        "M-06": 0,
        "M-07": 4,
        "M-08": 2,
        "M-10": 0,
        "M-11": 0,
        "M-12": 0,
        "M-18": 1,
        "M-19": 0,
        "M-23": 0.05,
        "M-26": 26 / 34,
        "M-28": 0,
        "S-01": 5 / 6,
        "S-02": 560 / 660,
        "S-03": 0.178571,
        "S-04": 0.5,
        "S-05": 0.5,
        "S-06": 0.05,
        "S-07": 1,
        "S-08": 0.05,
        "S-12": 0.5,
        "S-21": 2 / 12,
        "A-01": 1 / 2,
        "A-04": 1 / 2,
        "X-09": 0.5,
    }
    for code, x in expected.items():
        assert values[code].states[0] == State.OK, code
        np.testing.assert_allclose(values[code].x[0], x, atol=1e-4, err_msg=code)


def test_the_order_asked_for_is_the_order_given() -> None:
    bare, rich = bare_project(), rich_project()
    facts = read(rich.pk, bare.pk)
    assert facts.basis.project.tolist() == [rich.pk, bare.pk]
    assert facts.planning.items_required.tolist() == [16, 0]
    assert facts.supervision.planned_curve.lengths.tolist() == [6, 0]


def test_many_projects_take_as_many_queries_as_one() -> None:
    ids = [bare_project().pk for _ in range(5)]
    with CaptureQueriesContext(
        connection,
    ) as one:
        read(ids[0])
    with CaptureQueriesContext(connection) as many:
        read(*ids)
    assert len(one) == len(many)


def test_every_live_indicator_has_its_place() -> None:
    assert len(CODES) == len(set(CODES)) >= 34
