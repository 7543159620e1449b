"""Builders of transfers, subcontracts and emergency accesses."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from projects.actions.decide_emergency import decide_emergency
from projects.actions.decide_subcontract import decide_subcontract
from projects.actions.propose_subcontract import propose_subcontract
from projects.actions.propose_transfer import propose_transfer
from projects.actions.request_emergency import request_emergency
from projects.models import EmergencyAccess, Engagement, OwnershipTransfer, Subcontract
from tests.build import accounts as build
from tests.build.projects import Cast


def main_engagement(cast: Cast) -> Engagement:
    """The contractor's part in the cast's project."""
    found: Engagement = Engagement.objects.get(
        project=cast.project, organisation=cast.contractor, capacity="contractor"
    )
    return found


def proposed_subcontract(cast: Cast, **facts: Any) -> Subcontract:
    """The rival firm is to migrate the data."""
    now = timezone.now()
    given = {
        "organisation": cast.rival,
        "part": "Data migration",
        "basis": "Contract, § 8",
        "valid_from": now,
        "valid_to": now + timedelta(days=100),
    } | facts
    return propose_subcontract(main_engagement(cast), actor=cast.project_manager, **given)


def consented_subcontract(cast: Cast, **facts: Any) -> Subcontract:
    """The same, with the leader's consent."""
    return decide_subcontract(
        proposed_subcontract(cast, **facts),
        actor=cast.leader,
        outcome="consented",
        reasons="A part that was announced in the bid.",
    )


def proposed_transfer(cast: Cast) -> OwnershipTransfer:
    """The project is to pass to the other agency."""
    return propose_transfer(
        cast.project,
        actor=cast.leader,
        taker=cast.other_agency,
        reasons="Housing has the task now.",
        basis="Reorganisation order 12",
    )


def administrator(cast: Cast) -> Any:
    """Somebody of the owner agency who holds no right on projects."""
    return build.member(cast.agency, "administrator")


def requested_emergency(cast: Cast, person: Any = None, hours: int = 2) -> EmergencyAccess:
    """An administrator of the agency is to read, for two hours."""
    return request_emergency(
        cast.project,
        actor=cast.officer,
        person=person or administrator(cast),
        reason="Both officers are ill and the portal is down.",
        hours=hours,
    )


def confirmed_emergency(cast: Cast, person: Any = None) -> EmergencyAccess:
    """The same, confirmed by the security officer."""
    return decide_emergency(
        requested_emergency(cast, person),
        actor=cast.security,
        outcome="confirmed",
        reasons="Nobody else can find the recovery plan.",
    )
