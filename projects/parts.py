"""Who has which part in a project, and which parts and sides exclude each other."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from contractors.standing import affiliates
from egov_outsource import access
from egov_outsource.accounts.models import Membership, Organisation, User
from egov_outsource.accounts.separation import accounts_of, circle_of, require_another
from egov_outsource.errors import NotAllowed
from projects.models import Engagement, Project
from projects.roles import Capacity

# none of these parties may be another one, or have its people
APART = frozenset({Capacity.CONTRACTOR, Capacity.SUPERVISION, Capacity.ASSESSMENT, Capacity.AUDIT})
INDEPENDENT = _("Contractor, supervisor, assessor and auditor must be independent of each other.")


class Part(StrEnum):
    """What one person cannot be twice in one project (SOD-14)."""

    RESPONSIBLE = "responsible"
    EVALUATOR = "evaluator"
    ACCEPTANCE = "acceptance"
    AUDITOR = "auditor"


PART_LABELS: dict[str, Promise] = {
    Part.RESPONSIBLE: _("Responsible officer"),
    Part.EVALUATOR: _("Evaluator of bids"),
    Part.ACCEPTANCE: _("Decider of acceptance"),
    Part.AUDITOR: _("Auditor"),
}
# the officer who writes down what the evaluation committee found is no member of it
COMPATIBLE = frozenset({Part.RESPONSIBLE, Part.EVALUATOR})

Finder = Callable[[Project], Iterable[int | None]]
_finders: dict[Part, Finder] = {}


def holds_part(part: Part) -> Callable[[Finder], Finder]:
    """Register who has `part`: a stage knows its own."""

    def keep(finder: Finder) -> Finder:
        _finders[part] = finder
        return finder

    return keep


@holds_part(Part.RESPONSIBLE)
def _responsible(project: Project) -> list[int | None]:
    return [project.responsible_officer_id]


@holds_part(Part.AUDITOR)
def _auditors(project: Project) -> Iterable[int]:
    engaged = Engagement.objects.in_force().filter(project=project, capacity=Capacity.AUDIT.value)
    members = Membership.objects.in_force().filter(
        organisation__in=engaged.values("organisation"), role=Membership.Role.AUDITOR
    )
    return members.values_list("user", flat=True)


def holders_of(project: Project) -> dict[Part, set[int]]:
    """Ids of the people who have each part now."""
    return {
        part: {pk for pk in _finders[part](project) if pk is not None}
        for part in Part
        if part in _finders
    }


def excluded_by(part: Part) -> list[Part]:
    """The parts that nobody has beside `part`."""
    return [other for other in Part if other != part and {part, other} != COMPATIBLE]


def require_single_part(person: User, project: Project, part: Part) -> None:
    """Refuse `part` to who has another one in the project, by any account or stand-in (SOD-14)."""
    held = holders_of(project)
    for other in excluded_by(part):
        require_another(
            person,
            held.get(other, ()),
            code="SOD-14",
            message=_("%(held)s and %(part)s of one project are two people.")
            % {"held": PART_LABELS[other], "part": PART_LABELS[part]},
        )


def require_one_side(actor: User, project: Project, mandate: access.Decision) -> None:
    """Refuse a decision of somebody who also serves another party of the project (SOD-5)."""
    same = Q(user=actor)
    if actor.person_key:
        same |= Q(user__person_key=actor.person_key)
    engaged = Engagement.objects.in_force().parties().filter(project=project)
    other = Q(organisation__in=engaged.values("organisation"))
    if mandate.kind != Organisation.Kind.GOVERNMENT:
        other |= Q(organisation=project.owner_id)
    serves = Membership.objects.in_force().filter(same).filter(other)
    if serves.exclude(organisation=mandate.organisation_id).exists():
        raise NotAllowed(
            "SOD-5",
            _("You also serve another party of this project, by this account or by another."),
            helper=_("Somebody who serves one party only must decide it."),
        )


def require_apart(project: Project, organisation: Organisation, capacity: Capacity) -> None:
    """Refuse a part to an organisation that is tied to another party of the project (SOD-5)."""
    if capacity not in APART:
        return
    others = Engagement.objects.in_force().filter(
        project=project, capacity__in=[part.value for part in APART]
    )
    rivals = set(others.exclude(organisation=organisation).values_list("organisation", flat=True))
    if rivals & affiliates(organisation):
        raise NotAllowed(
            "SOD-5", INDEPENDENT, helper=_("An affiliation with another party is on record.")
        )
    if shared_people(organisation.pk, {*rivals, project.owner_id}):
        raise NotAllowed(
            "SOD-5", INDEPENDENT, helper=_("Somebody serves this organisation and another party.")
        )


def shared_people(organisation: int, others: Iterable[int]) -> set[int]:
    """Accounts of `organisation` whose people also serve one of `others`."""
    serving = Membership.objects.in_force()
    here = set(serving.filter(organisation=organisation).values_list("user", flat=True))
    there = set(serving.filter(organisation__in=list(others)).values_list("user", flat=True))
    return accounts_of(there) & accounts_of(here)


@dataclass(frozen=True)
class Conflict:
    """Somebody or some organisation holds two things that a rule keeps apart."""

    rule: str
    who: str
    holds: str | Promise
    against: str | Promise


def conflicts_in(project: Project) -> list[Conflict]:
    """What the rules find in the project at this moment."""
    return [*_double_parts(project), *_tied_parties(project)]


def _double_parts(project: Project) -> Iterable[Conflict]:
    held = holders_of(project)
    pairs = [(a, b) for a in held for b in excluded_by(a) if b in held and a < b]
    for one, other in pairs:
        both = circle_of(held[one]) & held[other] if held[one] else set()
        for person in User.objects.filter(pk__in=both).order_by("name"):
            yield Conflict("SOD-14", person.name, PART_LABELS[one], PART_LABELS[other])


def _tied_parties(project: Project) -> Iterable[Conflict]:
    rows: list[Any] = list(
        Engagement.objects.in_force()
        .filter(project=project, capacity__in=[part.value for part in APART])
        .select_related("organisation")
    )
    today = timezone.localdate()
    for index, row in enumerate(rows):
        tied = affiliates(row.organisation, today)
        for other in rows[index + 1 :]:
            if other.organisation_id in tied or other.organisation_id == row.organisation_id:
                yield Conflict("SOD-5", row.organisation.label, str(row), str(other))
        others = {other.organisation_id for other in rows if other != row} - {row.organisation_id}
        shared = shared_people(row.organisation_id, {*others, project.owner_id})
        own = Membership.objects.in_force().filter(organisation=row.organisation_id)
        for person in User.objects.filter(pk__in=shared & set(own.values_list("user", flat=True))):
            yield Conflict(
                "SOD-5", person.name, str(row), _("another party of the project, or its owner")
            )
