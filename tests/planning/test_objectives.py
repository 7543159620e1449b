"""Objectives: stated, changed, measured, withdrawn."""

import pytest

from audit.log.models import Entry
from egov_outsource.errors import Invalid, NotAllowed, NotReady
from projects.models import Project
from projects.planning.actions.add_objective import add_objective
from projects.planning.actions.change_objective import change_objective
from projects.planning.actions.withdraw_objective import withdraw_objective
from projects.planning.models import Objective
from tests.build.planning import objective
from tests.build.projects import Cast


def last_event() -> str:
    return Entry.objects.order_by("-id")[0].event


def test_an_objective_is_measurable_when_it_is_complete(cast: Cast) -> None:
    assert objective(cast).is_measurable
    assert last_event() == "objective:added"
    assert not objective(cast, target=None).is_measurable
    assert not objective(cast, owner="").is_measurable


@pytest.mark.parametrize("facts", [{"title": " "}, {"weight": 0}, {"target": 10**15}])
def test_what_cannot_be_right_is_named(cast: Cast, facts: dict[str, object]) -> None:
    with pytest.raises(Invalid) as refusal:
        objective(cast, **facts)
    assert list(refusal.value.fields) == list(facts)


@pytest.mark.parametrize("who", ["leader", "project_manager", "auditor"])
def test_others_state_none(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        add_objective(cast.project, actor=getattr(cast, who), facts={"title": "x"})
    assert not Objective.objects.exists()


def test_after_the_gate_only_what_was_reached_is_noted(cast: Cast) -> None:
    one = change_objective(objective(cast), actor=cast.officer, facts={"target": 4})
    assert one.target == 4
    Project.objects.filter(pk=cast.project.pk).update(stage="supervision")
    with pytest.raises(NotReady):
        change_objective(one, actor=cast.officer, facts={"target": 9})
    reached = change_objective(one, actor=cast.officer, facts={"actual": 6})
    assert reached.actual == 6
    assert last_event() == "objective:changed"


def test_a_withdrawn_objective_stays_readable(cast: Cast) -> None:
    one = objective(cast)
    with pytest.raises(Invalid):
        withdraw_objective(one, actor=cast.officer, reasons="")
    gone = withdraw_objective(one, actor=cast.officer, reasons="Merged")
    assert gone.is_withdrawn
    assert last_event() == "objective:withdrawn"
    assert not Objective.objects.standing().exists()
    with pytest.raises(NotReady):
        change_objective(gone, actor=cast.officer, facts={"actual": 1})
