"""Letters to contractors: what was computed about them, and what became of their answer."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from egov_outsource.accounts.models import Membership, Organisation, User
from projects.models import Project
from projects.rights import Right
from projects.roles import ENGAGEMENT_RIGHTS, Capacity
from risk.models import ScoreNotice

SPEAKERS = [
    role
    for role, rights in ENGAGEMENT_RIGHTS[Capacity.CONTRACTOR].items()
    if Right.ANSWER_RISK in rights
]


def write_to_contractor(
    project: Project, contractor: Organisation, notices: Sequence[ScoreNotice]
) -> None:
    """Tell those who may answer, once it is committed."""
    facts = {
        "project": project,
        "notices": notices,
        "answer_by": notices[0].answer_by,
        "base": settings.BASE_URL,
    }
    members = Membership.objects.in_force().filter(
        organisation=contractor, role__in=SPEAKERS, user__kind=User.Kind.PERSON
    )
    for person in User.objects.filter(pk__in=members.values("user")).order_by("pk"):
        post("told", person, facts)


def post(name: str, person: User, facts: dict[str, Any]) -> None:
    """Send once it is committed; a mail server that does not answer loses nothing."""
    transaction.on_commit(partial(send, name, person, facts), robust=True)


def send(name: str, person: User, facts: dict[str, Any]) -> None:
    """One letter in the language of its reader."""
    with translation.override(person.language):
        subject = render_to_string(f"risk/mail/{name}_subject.txt", facts)
        body = render_to_string(f"risk/mail/{name}.txt", facts)
    send_mail(" ".join(subject.split()), body, settings.DEFAULT_FROM_EMAIL, [person.email])
