"""A passed gate fixes what its indicators came to; opening it again lets them live."""

from datetime import timedelta

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from egov_outsource.accounts.models import User
from projects.lifecycle.models import GateReview
from projects.models import Project
from projects.planning.models import Requirement
from risk.actions.recompute_projects import compute, recompute_projects
from risk.catalogue import State, Values
from risk.freezing.standing import FREEZING, Frozen, gates_frozen, standing
from risk.indicators import CATALOGUE
from risk.measurement import measured
from risk.models import Freeze, RiskPoint, RiskResult
from tests.build.facts import facts_of
from tests.build.risk import AS_OF, at, bare_project, rich_project

PASSED = AS_OF - timedelta(days=20)
BIT = {"G1": 2, "G2": 4, "G4": 16}


def passed(project: Project, gate: str, day: str = PASSED.isoformat()) -> GateReview:
    return GateReview.objects.create(
        project=project,
        gate=gate,
        round=2,
        status="passed",
        submitted_by=project.created_by,
        reviewed_at=at(day),
    )


def run(*projects: Project, day: int = 0) -> None:
    recompute_projects(
        [one.pk for one in projects],
        actor=User.objects.system(),
        as_of=AS_OF + timedelta(days=day),
    )


def value(project: Project, code: str) -> tuple[float, State]:
    result = RiskResult.objects.select_related("model").get(project=project)
    place = list(result.codes).index(code)
    return result.inputs[place], State(result.states[place])


def make_all_verifiable(project: Project) -> None:
    Requirement.objects.filter(project=project).update(criterion="within a second")


def test_what_freezes_when_is_the_rule_of_the_dimensions() -> None:
    """Plan at G1, mode at G2, acceptance at G4; volatility until G4; four that never freeze."""
    expected = {"P": "G1", "M": "G2", "A": "G4", "S": None, "X": None}
    own = {"P-07": "G4", "M-28": None, "A-04": None, "A-07": None}
    for one in CATALOGUE:
        assert one.freezes == own.get(one.code, expected[one.dimension.value]), one.code
    for one in CATALOGUE:
        build = one.code in {f"S-{number:02}" for number in (*range(1, 12), 16, 20)}
        assert one.retires == build, one.code


@pytest.mark.django_db
def test_values_freeze_when_their_gate_is_passed_and_count_on() -> None:
    project = rich_project()
    passed(project, "G1")
    run(project)
    x, state = value(project, "P-02")
    assert (x, state) == (0.2, State.OK)
    make_all_verifiable(project)
    run(project, day=1)
    x, state = value(project, "P-02")
    assert (x, state) == (0.2, State.OK)
    kept = Freeze.objects.get(project=project, gate="G1")
    assert (kept.gate, kept.frozen_on, kept.source) == ("G1", PASSED, "records")
    result = RiskResult.objects.get(project=project)
    assert result.frozen == BIT["G1"] + BIT["G2"]
    assert len(result.ages) == len(result.inputs)


@pytest.mark.django_db
@pytest.mark.parametrize("day", [-30, -20])
def test_the_last_run_up_to_the_day_of_the_passage_is_what_freezes(day: int) -> None:
    project = rich_project()
    run(project, day=day)
    make_all_verifiable(project)
    passed(project, "G1")
    run(project)
    assert value(project, "P-02")[0] == pytest.approx(1 / 5)
    assert Freeze.objects.get(project=project, gate="G1").source == "run"


@pytest.mark.django_db
def test_a_run_on_the_day_of_the_passage_freezes_what_it_finds_itself() -> None:
    project = rich_project()
    run(project, day=-1)
    make_all_verifiable(project)
    passed(project, "G1", AS_OF.isoformat())
    run(project)
    assert value(project, "P-02")[0] == 0
    assert Freeze.objects.get(project=project, gate="G1").source == "run"


@pytest.mark.django_db
def test_opening_the_gate_again_thaws_and_another_passage_freezes_anew() -> None:
    project = rich_project()
    review = passed(project, "G1")
    run(project)
    make_all_verifiable(project)
    GateReview.objects.filter(pk=review.pk).update(status="reopened")
    run(project, day=1)
    assert value(project, "P-02")[0] == 0
    assert RiskResult.objects.get(project=project).frozen == BIT["G2"]
    assert not Freeze.objects.filter(gate="G1").exists()
    GateReview.objects.create(
        project=project,
        gate="G1",
        round=3,
        status="passed",
        submitted_by=project.created_by,
        reviewed_at=at("2025-03-02"),
    )
    run(project, day=2)
    assert Freeze.objects.get(project=project, gate="G1").frozen_on.isoformat() == "2025-03-02"


@pytest.mark.django_db
def test_an_indicator_that_a_gate_freezes_from_now_on_leaves_the_others_as_they_were() -> None:
    project = rich_project()
    passed(project, "G1")
    run(project)
    kept = Freeze.objects.get(project=project, gate="G1")
    codes = list(kept.codes)
    for name in ("codes", "inputs", "states", "ages"):
        setattr(kept, name, getattr(kept, name)[:-1])
    kept.save()
    make_all_verifiable(project)
    run(project, day=1)
    assert value(project, "P-02") == (0.2, State.OK)
    assert Freeze.objects.get(project=project, gate="G1").codes == codes


@pytest.mark.django_db
def test_a_gate_passed_after_the_day_of_a_run_freezes_nothing_in_it() -> None:
    project = rich_project()
    passed(project, "G1", (AS_OF + timedelta(days=5)).isoformat())
    run(project)
    assert not Freeze.objects.filter(gate="G1").exists()


@pytest.mark.django_db
def test_volatility_freezes_at_the_last_gate_and_misallocation_never() -> None:
    project = rich_project()
    for gate in ("G1", "G4"):
        passed(project, gate)
    run(project)
    kept = {one.gate: set(one.codes) for one in Freeze.objects.filter(project=project)}
    assert "P-07" in kept["G4"]
    assert "M-08" in kept["G2"]
    assert not {"M-28", "A-07", "S-01"} & set().union(*kept.values())
    assert RiskResult.objects.get(project=project).frozen == sum(BIT.values())


@pytest.mark.django_db
def test_a_replay_of_frozen_values_is_equal_bit_by_bit() -> None:
    project = rich_project()
    passed(project, "G1")
    run(project)
    first = RiskPoint.objects.get(project=project, as_of=AS_OF)
    run(project)
    second = RiskResult.objects.get(project=project)
    for name in ("inputs", "scores", "contributions", "dimensions"):
        pair = [np.array(getattr(one, name)).tobytes() for one in (first, second)]
        assert pair[0] == pair[1], name
    assert first.score == second.score
    assert first.confidence == second.confidence


@pytest.mark.django_db
def test_freezing_takes_as_many_queries_for_many_projects_as_for_one() -> None:
    one, many = [rich_project()], [rich_project() for _ in range(4)]
    for place, project in enumerate([*one, *many]):
        passed(project, "G1", f"2025-01-{10 + place}")
    compute([bare_project().pk], AS_OF)  # the model is known from here on
    counts = []
    for chosen in (one, many):
        ids = [project.pk for project in chosen]
        for _again in range(2):
            with CaptureQueriesContext(connection) as asked:
                compute(ids, AS_OF)
            counts.append(len(asked))
    assert counts[1] == counts[3] < counts[0] == counts[2]


def test_what_was_not_due_or_failed_at_the_gate_stays_live_and_what_was_missing_is_fixed() -> None:
    authored = {"planning__authored": 10.0, "planning__authored_by_bidders": 1.0}
    values = measured(facts_of([{"basis__gate": 2, "basis__native": True} | authored] * 2))
    indicators = FREEZING["G1"]
    states = np.full((1, len(indicators)), State.OK, dtype=np.int8)
    states[0, :3] = State.NOT_DUE, State.ERROR, State.MISSING
    frozen = Frozen(
        "G1", np.array([1]), np.full(states.shape, 0.25), states, np.zeros(states.shape)
    )
    found = standing(values, [frozen])
    not_due, failed, missing, fixed = indicators[:4]
    for live in (not_due, failed):
        assert found[live].states.tolist() == values[live].states.tolist()
    assert missing.code == "P-03"
    assert found[missing].states.tolist() == [State.OK, State.MISSING]
    assert found[fixed].x.tolist()[1] == 0.25
    assert found[fixed].states.tolist() == [values[fixed].states[0], State.OK]
    assert gates_frozen([frozen], 2).tolist() == [0, BIT["G1"]]
    assert isinstance(found[fixed], Values)
