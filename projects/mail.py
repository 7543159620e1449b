"""Letters of the spine: what leaders and records officers must learn without looking."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from egov_outsource.accounts.models import Membership, User
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
    """Send once it is committed; a mail server that does not answer loses nothing."""
    for person in people:
        transaction.on_commit(partial(_send, name, person, facts), robust=True)


def _send(name: str, person: User, facts: dict[str, Any]) -> None:
    with translation.override(person.language):
        subject = render_to_string(f"ownership/mail/{name}_subject.txt", facts)
        body = render_to_string(f"ownership/mail/{name}.txt", facts)
    send_mail(" ".join(subject.split()), body, settings.DEFAULT_FROM_EMAIL, [person.email])
