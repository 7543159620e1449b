"""Letters to the audited: what was announced, asked or found, and what is owed by when.

A letter names numbers, dates and the page; what was asked or found is read there, after signing in.
"""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction

from audit.reviews.models import AuditFinding, Question, Review
from egov_outsource import letters
from egov_outsource.access import may
from egov_outsource.accounts.models import Membership, Organisation, User
from egov_outsource.wall.eyes import as_system
from projects.models import Project
from projects.owners import is_owners
from projects.rights import Right


def tell_of(step: str, thing: Review | Question | AuditFinding) -> None:
    """Tell the audited once it is committed: `announced`, `asked`, `issued` or `returned`.

    A mail server that does not answer is logged; My work says the same.
    """
    transaction.on_commit(partial(_tell, step, type(thing), thing.pk), robust=True)


def speakers_of(organisation: Organisation, project: Project) -> list[User]:
    """Who answers auditors for `organisation` in `project`."""
    right = Right.EDIT_PROJECT if is_owners(project, organisation.pk) else Right.RESPOND
    return [
        person
        for person in _members(organisation)
        if may(person, right, project).organisation_id == organisation.pk
    ]


def post_deadlines(project: Project, things: Sequence[Question | AuditFinding]) -> None:
    """One letter to each who answers, about everything that they owe."""
    owed: dict[User, list[Question | AuditFinding]] = {}
    speakers = {to: speakers_of(to, project) for to in {thing.addressee for thing in things}}
    for thing in things:
        for person in speakers[thing.addressee]:
            owed.setdefault(person, []).append(thing)
    for person, theirs in owed.items():
        facts = {"project": project, "things": theirs, "base": _base()}
        letters.post("reviews/mail/deadlines", person.email, person.language, facts)


def _tell(step: str, noun: type[Any], pk: int) -> None:
    with as_system():
        thing = noun.objects.select_related("project").get(pk=pk)
        to = thing.project.owner if step == "announced" else thing.addressee
        people = speakers_of(to, thing.project)
        if step == "announced":
            leaders = _members(to, role=Membership.Role.LEADER)
            people = list(dict.fromkeys([*people, *leaders]))
        facts = {"step": step, "thing": thing, "project": thing.project, "base": _base()}
        for person in people:
            letters.send("reviews/mail/step", person.email, person.language, facts)


def _members(organisation: Organisation, **facts: Any) -> list[User]:
    held = Membership.objects.in_force().filter(
        organisation=organisation, user__kind=User.Kind.PERSON, user__is_active=True, **facts
    )
    return list(User.objects.filter(pk__in=held.values("user")).order_by("pk"))


def _base() -> str:
    return settings.BASE_URL.rstrip("/")
