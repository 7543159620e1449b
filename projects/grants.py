"""Derives every grant from memberships, engagements and emergencies; nothing else writes one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egov_outsource.access import content_type_of, forget_scopes
from egov_outsource.accounts.models import Membership, Organisation
from egov_outsource.errors import NotAllowed
from egov_outsource.wall.eyes import as_system
from projects.lines import authorities_above, bodies_below
from projects.models import (
    Agency,
    AgencyGrant,
    Allocation,
    EmergencyAccess,
    Engagement,
    Project,
    ProjectGrant,
)
from projects.rights import HOLDER_OF_KIND, RESERVED, Right, point_of
from projects.roles import (
    AFTERWARDS,
    AGENCY_RIGHTS,
    ENGAGEMENT_RIGHTS,
    OVERSIGHT_RIGHTS,
    SEE_ALL,
    capacity_of,
)
from projects.standing_in import Key, lent

# (project, decision point, holder) → until when that share is declared
Declared = dict[tuple[int, str, str], datetime | None]


@dataclass(frozen=True)
class Wanted:
    """A grant as it should stand."""

    organisation_id: int
    valid_from: datetime
    valid_to: datetime | None


@dataclass(frozen=True)
class Line:
    """One grant that differed: given, taken away or changed."""

    what: str
    person: int
    right: str
    container: int
    basis: str


@dataclass(frozen=True)
class Difference:
    """What a derivation changed."""

    granted: int = 0
    revoked: int = 0
    changed: int = 0
    lines: tuple[Line, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.granted or self.revoked or self.changed)

    def __add__(self, other: "Difference") -> "Difference":
        return Difference(
            granted=self.granted + other.granted,
            revoked=self.revoked + other.revoked,
            changed=self.changed + other.changed,
            lines=self.lines + other.lines,
        )


def derive_agency_grants(organisation: Organisation) -> Difference:
    """Make the grants on `organisation`, and on what lies below it, match its memberships."""
    lower = bodies_below(organisation)
    agencies = [organisation.pk, *lower]
    wanted: dict[Key, Wanted] = {}
    for membership in _memberships(
        agencies + [body.pk for body in authorities_above(organisation)]
    ):
        basis = f"membership {membership.pk}"
        mine = membership.organisation_id
        targets: list[tuple[int, Iterable[Right]]] = []
        if mine in agencies:
            targets.append((mine, AGENCY_RIGHTS.get(membership.role, frozenset())))
        if oversight := OVERSIGHT_RIGHTS.get(membership.role):
            lower_down = bodies_below(membership.organisation)
            targets += [(below, oversight) for below in lower_down if below in agencies]
        for agency, rights in targets:
            for right in rights:
                wanted[(membership.user_id, right.value, agency, basis)] = Wanted(
                    mine, membership.valid_from, membership.valid_to
                )
    return _apply(AgencyGrant, Agency, agencies, wanted)


def derive_project_grants(*projects: Project) -> Difference:
    """Make the grants on `projects` match the engagements and emergencies in them.

    A delegable decision point follows an engagement only while the declared allocation gives
    its kind of holder a share.
    """
    wanted: dict[Key, Wanted] = {}
    engagements = Engagement.objects.filter(project__in=projects).select_related(
        "organisation", "under__under"
    )
    members = _members_of({engagement.organisation_id for engagement in engagements})
    declared = _declared(projects)
    for engagement in engagements:
        for membership in members.get(engagement.organisation_id, []):
            for right, grant in _engaged(engagement, membership, declared):
                key = (
                    membership.user_id,
                    right.value,
                    engagement.project_id,
                    f"engagement {engagement.pk}",
                )
                wanted[key] = _longer(wanted.get(key), grant)
    wanted |= _emergencies(projects)
    return _apply(ProjectGrant, Project, [project.pk for project in projects], wanted)


def derive_for_members(organisation: Organisation) -> Difference:
    """Memberships of `organisation` changed: derive all that depends on them."""
    if organisation.is_government:
        found = derive_agency_grants(organisation)
        opened = Project.objects.filter(
            emergencyaccess__organisation=organisation,
            emergencyaccess__status=EmergencyAccess.Status.CONFIRMED,
            emergencyaccess__valid_to__gt=timezone.now(),
        ).distinct()
        return found + derive_project_grants(*opened) if opened else found
    projects = Project.objects.filter(engagement__organisation=organisation).distinct()
    return derive_project_grants(*projects)


def _declared(projects: Iterable[Project]) -> Declared:
    now = timezone.now()
    rows = Allocation.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=now), project__in=projects, valid_from__lte=now
    ).order_by("valid_from")
    return {
        (project, point, holder): until
        for project, point, holder, until in rows.values_list(
            "project_id", "point", "holder", "valid_to"
        )
    }


def _emergencies(projects: Iterable[Project]) -> dict[Key, Wanted]:
    """Reading rights of people let in by two others, for hours."""
    rows = EmergencyAccess.objects.filter(
        project__in=projects, status=EmergencyAccess.Status.CONFIRMED
    )
    wanted = {}
    for row in rows:
        assert row.valid_from is not None  # noqa: S101 - a constraint sees to it
        assert row.valid_to is not None  # noqa: S101
        until = min(filter(None, [row.valid_to, row.ended_at]))
        ends = [
            member.valid_to
            for member in _memberships([row.organisation_id])
            if member.user_id == row.person_id
        ]
        if None not in ends:  # whoever leaves reads no longer
            until = min([until, max(filter(None, ends), default=row.valid_from)])
        if until <= row.valid_from:
            continue
        for right in SEE_ALL:
            key = (row.person_id, right.value, row.project_id, f"emergency {row.pk}")
            wanted[key] = Wanted(row.organisation_id, row.valid_from, until)
    return wanted


def _engaged(
    engagement: Engagement, membership: Membership, declared: Declared
) -> Iterator[tuple[Right, Wanted]]:
    capacity = capacity_of(engagement.capacity)
    for right in ENGAGEMENT_RIGHTS[capacity].get(membership.role, frozenset()):
        ends = [engagement.ends_at]
        if right in AFTERWARDS:
            ends = [ends[0] + timedelta(days=capacity.days_after)]
        if point := point_of(right):
            key = (engagement.project_id, point.code, HOLDER_OF_KIND[capacity.kind].value)
            if key not in declared:
                continue
            ends += filter(None, [declared[key]])
        if membership.valid_to is not None:
            ends.append(membership.valid_to)
        starts = max(engagement.valid_from, membership.valid_from)
        if min(ends) > starts:
            yield right, Wanted(engagement.organisation_id, starts, min(ends))


def _longer(known: Wanted | None, other: Wanted) -> Wanted:
    if known is None or (other.valid_to or other.valid_from) > (known.valid_to or other.valid_from):
        return other
    return known


def _apply(
    model: type[AgencyGrant | ProjectGrant],
    container: type[Agency | Project],
    ids: list[int],
    wanted: dict[Key, Wanted],
) -> Difference:
    """Bring the rows of `model` on containers `ids` to `wanted`; nobody but the platform may."""
    with as_system():
        return _bring(model, container, ids, wanted)


def _bring(
    model: type[AgencyGrant | ProjectGrant],
    container: type[Agency | Project],
    ids: list[int],
    wanted: dict[Key, Wanted],
) -> Difference:
    for lent_key, party, (starts, ends) in list(lent(wanted)):
        wanted[lent_key] = _longer(wanted.get(lent_key), Wanted(party, starts, ends))
    _refuse_reserved(wanted)
    permissions = {
        permission.codename: permission
        for permission in Permission.objects.filter(content_type=content_type_of(container))
    }
    rows: dict[Key, Any] = {
        key_of(row): row
        for row in model._default_manager.filter(content_object__in=ids).select_related(
            "permission"
        )
    }
    revoked = [row.pk for key, row in rows.items() if key not in wanted]
    changed = []
    for key, grant in wanted.items():
        row = rows.get(key)
        if row is not None and (row.valid_from, row.valid_to, row.organisation_id) != (
            grant.valid_from,
            grant.valid_to,
            grant.organisation_id,
        ):
            row.valid_from, row.valid_to = grant.valid_from, grant.valid_to
            row.organisation_id = grant.organisation_id
            changed.append(row)
    new = [
        model(
            user_id=user,
            permission=permissions[right],
            content_object_id=target,
            basis=basis,
            organisation_id=grant.organisation_id,
            valid_from=grant.valid_from,
            valid_to=grant.valid_to,
        )
        for (user, right, target, basis), grant in wanted.items()
        if (user, right, target, basis) not in rows
    ]
    model._default_manager.filter(pk__in=revoked).delete()
    model._default_manager.bulk_update(changed, ["valid_from", "valid_to", "organisation"])
    manager: Any = model._default_manager
    manager.bulk_create(new)
    forget_scopes()
    return Difference(
        granted=len(new),
        revoked=len(revoked),
        changed=len(changed),
        lines=(
            *(Line("granted", *key) for key in wanted if key not in rows),
            *(Line("revoked", *key) for key in rows if key not in wanted),
            *(Line("changed", *key_of(row)) for row in changed),
        ),
    )


def _refuse_reserved(wanted: dict[Key, Wanted]) -> None:
    """Nothing reserved is derived for anybody but government, whatever the tables of roles say."""
    parties = {grant.organisation_id for key, grant in wanted.items() if key[1] in RESERVED}
    outside = Organisation.objects.exclude(kind=Organisation.Kind.GOVERNMENT)
    if parties and outside.filter(pk__in=parties).exists():
        raise NotAllowed("INV-5", _("What is reserved is granted to government only."))


def key_of(row: Any) -> Key:
    """What tells one grant from another."""
    return (row.user_id, row.permission.codename, row.content_object_id, row.basis)


def _memberships(organisations: list[int]) -> Iterable[Membership]:
    return Membership.objects.filter(
        organisation__in=organisations, user__is_active=True, organisation__is_active=True
    ).select_related("organisation")


def _members_of(organisations: set[int]) -> dict[int, list[Membership]]:
    members: dict[int, list[Membership]] = {}
    for membership in _memberships(list(organisations)):
        members.setdefault(membership.organisation_id, []).append(membership)
    return members
