"""Builders of plans: items, requirements, objectives, and a plan ready for its gate."""

from datetime import date
from typing import Any

from egov_outsource.accounts.models import User
from projects.actions.change_project import change_project
from projects.actions.classify_data import classify_data
from projects.grants import derive_agency_grants
from projects.models import Project
from projects.planning.actions.add_objective import add_objective
from projects.planning.actions.add_requirement import add_requirement
from projects.planning.actions.approve_plan_item import approve_plan_item
from projects.planning.actions.set_baseline import set_baseline
from projects.planning.actions.submit_plan_item import submit_plan_item
from projects.planning.actions.write_plan_item import write_plan_item
from projects.planning.contents import CONTENTS
from projects.planning.models import Objective, PlanItem, Requirement
from tests.build.accounts import member
from tests.build.projects import Cast


def officer_and_leader(cast: Cast) -> User:
    """Somebody who holds both roles in the owner agency."""
    both = member(cast.agency, "officer")
    member(cast.agency, "leader", user=both)
    derive_agency_grants(cast.agency)
    return both


def draft_item(cast: Cast, code: str = "budget", project: Project | None = None) -> PlanItem:
    """An item that the officer wrote."""
    return write_plan_item(
        project or cast.project, actor=cast.officer, code=code, content=f"What we say on {code}."
    )


def submitted_item(cast: Cast, code: str = "budget", project: Project | None = None) -> PlanItem:
    """An item that awaits approval."""
    return submit_plan_item(draft_item(cast, code, project), actor=cast.officer)


def approved_item(cast: Cast, code: str = "budget", project: Project | None = None) -> PlanItem:
    """An item that the leader approved."""
    return approve_plan_item(submitted_item(cast, code, project), actor=cast.leader)


def requirement(cast: Cast, project: Project | None = None, **facts: Any) -> Requirement:
    """A verifiable requirement, added by the officer."""
    given = {
        "text": "Residents can apply for a permit at any hour.",
        "criterion": "An application sent at night is stored.",
        "test_method": "Send one at 03:00.",
        **facts,
    }
    return add_requirement(project or cast.project, actor=cast.officer, facts=given)


def objective(cast: Cast, **facts: Any) -> Objective:
    """A measurable objective."""
    given = {
        "title": "Shorter waiting",
        "measure": "Median days to a permit",
        "unit": "days",
        "baseline": 20,
        "target": 5,
        "method": "Monthly extract",
        "owner": "Head of permits",
        **facts,
    }
    return add_objective(cast.project, actor=cast.officer, facts=given)


def complete_plan(cast: Cast, project: Project | None = None) -> Project:
    """Everything that code checks at G1 holds."""
    project = project or cast.project
    for code in CONTENTS:
        approved_item(cast, code, project)
    requirement(cast, project)
    set_baseline(project, actor=cast.leader)
    classify_data(
        project,
        actor=cast.security,
        classification="personal",
        mlps_level=3,
        reasons="Resident records",
    )
    change_project(
        project,
        actor=cast.officer,
        particulars={
            "budget": "1000000.00",
            "reference_cost": "1100000.00",
            "start_date": date(2026, 1, 1),
        },
    )
    project.refresh_from_db()
    return project
