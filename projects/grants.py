"""Derives every grant from memberships and engagements; nothing else writes one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import Q

from egov_outsource.access import content_type_of, forget_scopes
from egov_outsource.accounts.models import Membership, Organisation
from projects.models import Agency, AgencyGrant, Engagement, Project, ProjectGrant
from projects.rights import Right
from projects.roles import (
    AGENCY_RIGHTS,
    ENGAGEMENT_RIGHTS,
    OVERSIGHT_RIGHTS,
    READING,
    capacity_of,
)

Key = tuple[int, str, int, str]


@dataclass(frozen=True)
class Wanted:
    """A grant as it should stand."""

    organisation_id: int
    valid_from: datetime
    valid_to: datetime | None


@dataclass(frozen=True)
class Difference:
    """What a derivation changed."""

    granted: int
    revoked: int
    changed: int

    def __bool__(self) -> bool:
        return bool(self.granted or self.revoked or self.changed)


def derive_agency_grants(organisation: Organisation) -> Difference:
    """Make the grants on `organisation`, and on what lies below it, match its memberships."""
    lower = _below(organisation)
    agencies = [organisation.pk, *lower]
    wanted: dict[Key, Wanted] = {}
    for membership in _memberships(agencies + _above(organisation)):
        basis = f"membership {membership.pk}"
        mine = membership.organisation_id
        targets: list[tuple[int, Iterable[Right]]] = []
        if mine in agencies:
            targets.append((mine, AGENCY_RIGHTS.get(membership.role, frozenset())))
        if oversight := OVERSIGHT_RIGHTS.get(membership.role):
            lower_down = _below(membership.organisation)
            targets += [(below, oversight) for below in lower_down if below in agencies]
        for agency, rights in targets:
            for right in rights:
                wanted[(membership.user_id, right.value, agency, basis)] = Wanted(
                    mine, membership.valid_from, membership.valid_to
                )
    return _apply(AgencyGrant, Agency, agencies, wanted)


def derive_project_grants(*projects: Project) -> Difference:
    """Make the grants on `projects` match the engagements in them."""
    wanted: dict[Key, Wanted] = {}
    engagements = Engagement.objects.filter(project__in=projects).select_related("organisation")
    members = _members_of({engagement.organisation_id for engagement in engagements})
    for engagement in engagements:
        for membership in members.get(engagement.organisation_id, []):
            for right, grant in _engaged(engagement, membership):
                key = (
                    membership.user_id,
                    right.value,
                    engagement.project_id,
                    f"engagement {engagement.pk}",
                )
                wanted[key] = _longer(wanted.get(key), grant)
    return _apply(ProjectGrant, Project, [project.pk for project in projects], wanted)


def derive_for_members(organisation: Organisation) -> Difference:
    """Memberships of `organisation` changed: derive all that depends on them."""
    if organisation.is_government:
        return derive_agency_grants(organisation)
    projects = Project.objects.filter(engagement__organisation=organisation).distinct()
    return derive_project_grants(*projects)


def _engaged(engagement: Engagement, membership: Membership) -> Iterator[tuple[Right, Wanted]]:
    capacity = capacity_of(engagement.capacity)
    end = min(filter(None, [engagement.valid_to, engagement.ended_at]))
    for right in ENGAGEMENT_RIGHTS[capacity].get(membership.role, frozenset()):
        ends = end + timedelta(days=capacity.days_after) if right in READING else end
        starts = max(engagement.valid_from, membership.valid_from)
        if membership.valid_to is not None:
            ends = min(ends, membership.valid_to)
        if ends > starts:
            yield right, Wanted(engagement.organisation_id, starts, ends)


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
    """Bring the rows of `model` on containers `ids` to `wanted`."""
    permissions = {
        permission.codename: permission
        for permission in Permission.objects.filter(content_type=content_type_of(container))
    }
    rows: dict[Key, Any] = {
        (row.user_id, row.permission.codename, row.content_object_id, row.basis): row
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
    return Difference(granted=len(new), revoked=len(revoked), changed=len(changed))


def _memberships(organisations: list[int]) -> Iterable[Membership]:
    return Membership.objects.filter(
        organisation__in=organisations, user__is_active=True, organisation__is_active=True
    ).select_related("organisation")


def _members_of(organisations: set[int]) -> dict[int, list[Membership]]:
    members: dict[int, list[Membership]] = {}
    for membership in _memberships(list(organisations)):
        members.setdefault(membership.organisation_id, []).append(membership)
    return members


def _below(organisation: Organisation) -> list[int]:
    found: list[int] = []
    level = [organisation.pk]
    while level:
        level = list(Organisation.objects.filter(Q(parent__in=level)).values_list("pk", flat=True))
        found += level
    return found


def _above(organisation: Organisation) -> list[int]:
    found: list[int] = []
    parent = organisation.parent
    while parent is not None:
        found.append(parent.pk)
        parent = parent.parent
    return found
