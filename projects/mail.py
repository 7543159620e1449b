"""Letters of the spine: what leaders and records officers must learn without looking."""

from collections.abc import Iterable
from typing import Any

from egov_outsource.accounts.models import Membership, User
from egov_outsource.letters import post
from projects.models import EmergencyAccess, GrantReport

ALERTED = (Membership.Role.LEADER, Membership.Role.RECORDS)


def alert_emergency(emergency: EmergencyAccess) -> None:
    """Tell leaders and records officers of the owner: requested, decided, or ended."""
    agency = emergency.project.owner_id
    _post("emergency", _people(agency, ALERTED), {"emergency": emergency})


def alert_difference(report: GrantReport) -> None:
    """Tell the leaders of the agency that its grants were not what they follow from."""
    people = _people(report.agency_id, ALERTED[:1])
    _post("grants_differ", people, {"report": report})


def _people(agency_id: int, roles: Iterable[str]) -> list[User]:
    members = Membership.objects.in_force().filter(
        organisation_id=agency_id, role__in=list(roles), user__kind=User.Kind.PERSON
    )
    return list(User.objects.filter(pk__in=members.values("user")).order_by("pk"))


def _post(name: str, people: Iterable[User], facts: dict[str, Any]) -> None:
    for person in people:
        post(f"ownership/mail/{name}", person.email, person.language, facts)
