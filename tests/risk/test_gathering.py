"""Facts are read from the rows of every stage, for many projects as with one query each."""

from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from projects.allocations import shares_of
from projects.models import Allocation, Project
from projects.planning.models import Requirement
from projects.sharing import TOTAL_WEIGHT, misallocation_index
from projects.supervision.models import StatusReport
from risk.catalogue import State
from risk.facts import Facts
from risk.gather import facts_of, gather
from risk.gather.chunk import Chunk, load_chunk
from risk.measurement import CODES, measured
from tests.build.accounts import person
from tests.build.risk import AS_OF, bare_project, logged, rich_project
from tests.build.shuffled import thin_project
from tests.build.shuffled.drawing import Draw, Parties

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


def test_a_range_of_projects_is_read_like_each_of_them_alone() -> None:
    several = [rich_project(budget=1000 + number) for number in range(6)]
    Requirement.objects.filter(project=several[1]).update(criterion="  ")
    StatusReport.objects.filter(project=several[2], as_of__gt="2024-12-31").delete()
    ids = [project.pk for project in several]
    strangers = [several[place].pk for place in (4, 0, 2)]  # half of those between are others
    alone = {pk: columns(read(pk)) for pk in ids}
    for chosen in (ids, ids[::-1], strangers):
        together = columns(read(*chosen))
        for place, pk in enumerate(chosen):
            for name, column in together.items():
                np.testing.assert_array_equal(column[place], alone[pk][name][0], err_msg=name)


def test_a_project_that_appears_within_a_range_is_left_out() -> None:
    ids = [rich_project().pk for _ in range(3)]
    chunk = replace(loaded(ids), projects=np.array([ids[0], ids[2]], dtype=np.int64))
    assert chunk.joined, "three projects in a row are read as a range"
    with transaction.atomic():
        facts = facts_of(chunk, AS_OF)
    assert facts.basis.project.tolist() == [ids[0], ids[2]]
    assert facts.planning.items_required.tolist() == [16, 16]
    assert facts.supervision.periods.tolist() == [6, 6]


def test_what_no_project_has_rows_for_is_not_asked_and_says_the_same() -> None:
    draw = Draw(1, Parties())
    ids = [thin_project(draw).pk, bare_project().pk]
    chunk = loaded(ids)
    assert "planning_requirement" in chunk.empty
    assert "selection_bid" not in chunk.empty
    with transaction.atomic(), CaptureQueriesContext(connection) as few:
        facts = facts_of(load_chunk(ids, AS_OF), AS_OF)
    with transaction.atomic(), CaptureQueriesContext(connection) as all_of_them:
        asked = gather(ids, [AS_OF, AS_OF])
    expected = columns(asked)
    for name, column in columns(facts).items():
        assert np.array_equal(column, expected[name], equal_nan=column.dtype.kind in "fmM"), name
    assert len(few) < len(all_of_them)
    with transaction.atomic():
        assert "planning_requirement" not in load_chunk([*ids, rich_project().pk], AS_OF).empty


def test_rights_that_are_not_ideal_are_measured_as_the_table_of_shares_says() -> None:
    ideal, shared, captured = (rich_project() for _ in range(3))
    silent = bare_project()  # declares nothing
    change(shared, "S6", {"G": "0.700", "C": "0.300"})
    change(captured, "P1", {"G": "0.100", "C": "0.900"})
    change(captured, "M6", {"G": "0.050", "T": "0.150", "C": "0.800"})
    change(captured, "X3", {"C": "1.000"})
    facts = read(ideal.pk, shared.pk, captured.pk, silent.pk).selection
    for place, project in enumerate((ideal, shared, captured)):
        declared = shares_of(Allocation.objects.filter(project=project, valid_to=None))
        expected = float(misallocation_index(declared)) * TOTAL_WEIGHT
        assert facts.rights_misallocated[place] == pytest.approx(expected, abs=1e-9)
    assert facts.rights_weight.tolist() == [TOTAL_WEIGHT] * 3 + [0]
    assert facts.reserved_lost.tolist() == [0] * 4


def columns(facts: Facts) -> dict[str, Any]:
    """Every column, by group and name; of lists their lengths."""
    found: dict[str, Any] = {}
    for group in fields(facts):
        part = getattr(facts, group.name)
        for one in fields(part) if is_dataclass(part) else ():
            column = getattr(part, one.name)
            found[f"{group.name}.{one.name}"] = getattr(column, "lengths", column)
    return found


def loaded(ids: list[int]) -> Chunk:
    """The chunk of these projects."""
    with transaction.atomic():
        return load_chunk(ids, AS_OF)


def change(project: Project, point: str, shares: dict[str, str]) -> None:
    """Let these holders have the point, and no others."""
    Allocation.objects.filter(project=project, point=point).update(valid_to=timezone.now())
    Allocation.objects.bulk_create(
        Allocation(project=project, point=point, holder=holder, share=Decimal(share), mode="joint")
        for holder, share in shares.items()
    )


def test_every_live_indicator_has_its_place() -> None:
    assert len(CODES) == len(set(CODES)) >= 34
