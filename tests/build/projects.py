"""Builders of projects and of the people who have a part in one."""

from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from egov_outsource.accounts.models import Organisation, User
from projects.actions.register_project import register_project
from projects.grants import derive_agency_grants, derive_project_grants
from projects.models import Agency, Engagement, Project
from projects.roles import Capacity
from tests.build import accounts as build

_number = count(1)


@dataclass
class Cast:
    """Two agencies under one authority, a project of the first and everybody around it."""

    authority: Organisation
    agency: Agency
    other_agency: Agency
    contractor: Organisation
    rival: Organisation
    supervision_firm: Organisation
    assessment_firm: Organisation
    audit_office: Organisation
    project: Project
    officer: User
    leader: User
    second_officer: User
    finance: User
    security: User
    authority_leader: User
    other_officer: User
    other_leader: User
    project_manager: User
    engineer: User
    rival_manager: User
    bid_manager: User
    rival_bidder: User
    supervisor: User
    assessor: User
    auditor: User
    expired_auditor: User
    outsider: User
    operator: User
    anonymous: AnonymousUser

    def people(self) -> dict[str, User | AnonymousUser]:
        """Every actor by name."""
        return {
            name: value
            for name, value in vars(self).items()
            if isinstance(value, User | AnonymousUser)
        }


def make_project(agency: Agency, officer: User, **particulars: Any) -> Project:
    """A project, registered by `officer`."""
    number = next(_number)
    facts: dict[str, Any] = {
        "reference": f"P-{number:04}",
        "title": f"Resident services portal {number}",
        "title_zh": f"居民服务门户 {number}",
        "budget": "1000000.00",
        "currency": "CNY",
    } | particulars
    return register_project(agency, actor=officer, particulars=facts)


def make_cast() -> Cast:
    """The cast; the project is in planning, contractor and third parties are already engaged."""
    authority = build.government("League Data Centre")
    agency = Agency.objects.get(pk=build.government("Data Bureau", parent=authority).pk)
    other = Agency.objects.get(pk=build.government("Housing Bureau", parent=authority).pk)
    firms = {
        "contractor": build.contractor("Northern Software"),
        "rival": build.contractor("Rival Systems"),
        "supervision_firm": build.third_party("Steppe Supervision"),
        "assessment_firm": build.third_party("River Assessment"),
        "audit_office": build.third_party("Audit Office"),
    }
    people = {
        "officer": build.member(agency, "officer"),
        "second_officer": build.member(agency, "officer"),
        "leader": build.member(agency, "leader"),
        "finance": build.member(agency, "finance"),
        "security": build.member(agency, "security"),
        "authority_leader": build.member(authority, "leader"),
        "other_officer": build.member(other, "officer"),
        "other_leader": build.member(other, "leader"),
        "project_manager": build.member(firms["contractor"], "project_manager"),
        "engineer": build.member(firms["contractor"], "engineer"),
        "bid_manager": build.member(firms["contractor"], "bid_manager"),
        "rival_manager": build.member(firms["rival"], "project_manager"),
        "rival_bidder": build.member(firms["rival"], "bid_manager"),
        "supervisor": build.member(firms["supervision_firm"], "supervisor"),
        "assessor": build.member(firms["assessment_firm"], "assessor"),
        "auditor": build.member(firms["audit_office"], "auditor"),
        "outsider": build.person("Outsider"),
        "operator": User.objects.create_superuser(
            f"operator.{next(_number)}@example.org", name="Operator"
        ),
    }
    derive_agency_grants(authority)
    project = make_project(agency, people["officer"])
    old_office = build.third_party("Former Audit Office")
    people["expired_auditor"] = build.member(old_office, "auditor")
    for firm, capacity, days in (
        (firms["contractor"], Capacity.CONTRACTOR, (-1, 365)),
        (firms["supervision_firm"], Capacity.SUPERVISION, (-1, 365)),
        (firms["assessment_firm"], Capacity.ASSESSMENT, (-1, 365)),
        (firms["audit_office"], Capacity.AUDIT, (-1, 365)),
        (old_office, Capacity.AUDIT, (-90, -1)),
    ):
        _engagement(project, firm, capacity, people["leader"], days)
    derive_project_grants(project)
    return Cast(
        authority=authority,
        agency=agency,
        other_agency=other,
        project=project,
        anonymous=AnonymousUser(),
        **firms,
        **people,
    )


def engaged(
    project: Project,
    organisation: Organisation,
    capacity: Capacity,
    *,
    by: User,
    days: tuple[int, int] = (-1, 365),
) -> Engagement:
    """`organisation` takes part in `project`, from and to so many days from now."""
    engagement = _engagement(project, organisation, capacity, by, days)
    derive_project_grants(project)
    return engagement


def _engagement(
    project: Project,
    organisation: Organisation,
    capacity: Capacity,
    by: User,
    days: tuple[int, int],
) -> Engagement:
    now = timezone.now()
    return Engagement.objects.create(
        project=project,
        organisation=organisation,
        capacity=capacity.value,
        purpose="test",
        basis="test",
        valid_from=now + timedelta(days=days[0]),
        valid_to=now + timedelta(days=days[1]),
        appointed_by=by,
    )
