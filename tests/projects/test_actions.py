"""What people do with projects: the change, the one entry, and who is refused."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from audit.log.models import Entry
from egov_outsource.errors import Hidden, Invalid, NotAllowed, Refusal, Stale
from projects.actions.appoint_engagement import appoint_engagement
from projects.actions.change_project import change_project
from projects.actions.classify_data import classify_data
from projects.actions.register_project import register_project
from projects.actions.set_allocation import set_allocation
from projects.allocations import shares_of
from projects.models import Allocation, Decision, Project
from projects.roles import Capacity
from projects.sharing import misallocation_index
from tests.build.projects import Cast, make_project

FACTS: dict[str, Any] = {"reference": "N-1", "title": "New portal", "currency": "CNY"}


def events(subject: Any) -> list[str]:
    """The events recorded about `subject`, oldest first."""
    return list(Entry.objects.about(subject).order_by("id").values_list("event", flat=True))


def test_an_officer_registers_a_project_of_the_own_agency(cast: Cast) -> None:
    project = register_project(cast.agency, actor=cast.officer, particulars=FACTS)
    assert project.owner == cast.agency
    assert events(project) == ["project:registered"]
    assert Allocation.objects.filter(project=project).values("point").distinct().count() == 30
    assert misallocation_index(shares_of(Allocation.objects.filter(project=project))) == 0


@pytest.mark.parametrize(
    "who", ["other_officer", "project_manager", "auditor", "operator", "leader"]
)
def test_nobody_else_registers_one_there(cast: Cast, who: str) -> None:
    with pytest.raises(Refusal) as refusal:
        register_project(cast.agency, actor=cast.people()[who], particulars=FACTS)
    assert isinstance(refusal.value, NotAllowed | Hidden)
    assert Entry.objects.filter(event="attempt:refused", actor_id=cast.people()[who].pk).exists()
    assert not Project.objects.filter(reference="N-1").exists()


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"budget": Decimal(-1)}, "budget"),
        ({"start_date": date(2026, 5, 2), "end_date": date(2026, 5, 1)}, "end_date"),
        ({"currency": "yuan"}, "currency"),
    ],
)
def test_particulars_that_cannot_be_right_are_named(
    cast: Cast, facts: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        register_project(cast.agency, actor=cast.officer, particulars=FACTS | facts)
    assert field in refusal.value.fields


def test_a_reference_is_used_once_in_an_agency(cast: Cast) -> None:
    register_project(cast.agency, actor=cast.officer, particulars=FACTS)
    with pytest.raises(Invalid, match="PROJECT-REFERENCE"):
        register_project(cast.agency, actor=cast.officer, particulars=FACTS)
    register_project(cast.other_agency, actor=cast.other_officer, particulars=FACTS)


def test_who_saves_second_is_told(cast: Cast) -> None:
    version = cast.project.version
    change_project(
        cast.project,
        actor=cast.officer,
        particulars={"title": "First"},
        expected_version=version,
    )
    with pytest.raises(Stale):
        change_project(
            cast.project,
            actor=cast.second_officer,
            particulars={"title": "Second"},
            expected_version=version,
        )
    cast.project.refresh_from_db()
    assert cast.project.title == "First"
    assert events(cast.project)[-1] == "project:changed"


def test_classifying_data_exercises_p5(cast: Cast) -> None:
    classify_data(
        cast.project,
        actor=cast.leader,
        classification="important",
        mlps_level=3,
        reasons="Resident records",
    )
    decision = Decision.objects.get(project=cast.project, point="P5")
    assert (decision.holder, decision.is_as_declared) == ("G", True)
    with pytest.raises(NotAllowed):
        classify_data(
            cast.project, actor=cast.officer, classification="core", mlps_level=4, reasons="x"
        )


def test_the_contractor_cannot_also_supervise(cast: Cast) -> None:
    now = timezone.now()
    with pytest.raises(NotAllowed, match="SOD-5"):
        appoint_engagement(
            cast.project,
            actor=cast.leader,
            organisation=cast.assessment_firm,
            capacity=Capacity.SUPERVISION.value,
            purpose="both",
            valid_from=now,
            valid_to=now + timedelta(days=10),
        )


@pytest.mark.parametrize("point", ["P1", "A3", "X6"])
def test_a_reserved_point_of_weight_three_never_goes_without_government(
    cast: Cast, point: str
) -> None:
    with pytest.raises(NotAllowed, match="INV-5"):
        set_allocation(
            cast.project,
            actor=cast.leader,
            point=point,
            shares={"C": Decimal(1)},
            mode="sole",
            basis="draft",
        )


def test_shares_add_up_to_one_and_history_stays(cast: Cast) -> None:
    with pytest.raises(Invalid):
        set_allocation(
            cast.project,
            actor=cast.leader,
            point="X3",
            shares={"G": Decimal("0.5")},
            mode="sole",
            basis="clause 4",
        )
    set_allocation(
        cast.project,
        actor=cast.leader,
        point="X3",
        shares={"G": Decimal("0.5"), "C": Decimal("0.5")},
        mode="joint",
        basis="clause 4",
    )
    rows = Allocation.objects.filter(project=cast.project, point="X3")
    assert rows.filter(valid_to__isnull=True).count() == 2
    assert rows.filter(valid_to__isnull=False).count() == 2


def test_the_worked_example_of_the_misallocation_index(cast: Cast) -> None:
    project = make_project(cast.agency, cast.officer)
    shares = shares_of(Allocation.objects.filter(project=project))
    changed = {
        "S3": {"G": "0.5", "C": "0.5"},
        "X6": {"G": "0.5", "C": "0.5"},
        "M5": {"G": "0.5", "C": "0.5"},
        "X2": {"G": "0.2", "C": "0.8"},
        "A6": {"G": "0.45", "C": "0.55"},
        "P4": {"G": "0.4", "C": "0.6"},
        "P6": {"C": "1"},
    }
    for point, held in changed.items():
        shares[point] = {holder: Decimal(share) for holder, share in held.items()}
    assert round(misallocation_index(shares), 4) == Decimal("0.1200")
