"""Who can see a thing of a project, each with the reason."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from audit.entitlements.paths import WORDS, lends_in_secret
from audit.entitlements.people import people_known_to
from egov_outsource.accounts.models import Membership, Organisation, User
from projects.models import AgencyGrant, Engagement, Project, ProjectGrant
from projects.rights import Right, right_of
from projects.roles import Capacity, capacity_of


@dataclass(frozen=True)
class Viewer:
    """One person who sees the thing, for whom, by which right and until when."""

    person: User
    organisation: Organisation
    right: Right
    basis: str
    since: Any
    until: Any


def viewers_of(project: Project, thing: Any, *, asker: User) -> list[Viewer]:
    """Everybody whom `asker` may know and who sees `thing`, or the project itself."""
    known = set(people_known_to(asker, project).values_list("pk", flat=True))
    right = thing.visible_by if thing is not None else Right.VIEW
    rights = [right] if thing is None else [right, Right.VIEW_OWN]
    told: dict[tuple[int, int], Viewer] = {}
    for grant in _grants(project, rights, asker):
        key = (grant.user_id, grant.organisation_id)
        if grant.user_id in known and (key not in told or grant.permission.codename == right.value):
            told[key] = Viewer(
                grant.user,
                grant.organisation,
                right_of(grant.permission.codename),
                grant.basis,
                grant.valid_from,
                grant.valid_to,
            )
    seen = told.values() if thing is None else _who_sees(thing, list(told.values()))
    named = _words(told.values())
    rows = [
        Viewer(v.person, v.organisation, v.right, named.get(v.basis, v.basis), v.since, v.until)
        for v in seen
    ]
    return sorted(rows, key=lambda row: (row.organisation.label, str(row.person), row.person.pk))


def _grants(project: Project, rights: list[Right], asker: User) -> Iterator[Any]:
    """The grants in force of `rights`, without those that tell who bids."""
    now = timezone.now()
    bidding = Engagement.objects.filter(
        project=project, capacity=Capacity.BIDDER.value
    ).values_list("pk", flat=True)
    seen = Engagement.objects.visible_to(asker).filter(pk__in=bidding).values_list("pk", flat=True)
    secret = [f"engagement {pk}" for pk in set(bidding) - set(seen)]
    for model, container in ((AgencyGrant, project.owner_id), (ProjectGrant, project.pk)):
        rows: QuerySet[Any] = model._default_manager.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=now),
            content_object_id=container,
            permission__codename__in=[right.value for right in rights],
            valid_from__lte=now,
            user__is_active=True,
        ).exclude(basis__in=secret)
        for grant in rows.select_related("user", "organisation", "permission").order_by("pk"):
            is_lent = grant.basis.startswith("delegation ")
            if not (is_lent and lends_in_secret(grant, grant.permission.codename, asker)):
                yield grant


def _who_sees(thing: Any, candidates: list[Viewer]) -> list[Viewer]:
    """Those who really see it: the one verb of reading is asked for each."""
    rows = type(thing).objects
    sees = {
        person: rows.visible_to(person).filter(pk=thing.pk).exists()
        for person in {one.person for one in candidates}
    }
    return [one for one in candidates if sees[one.person]]


def _words(viewers: Any) -> dict[str, str]:
    """What each basis says in words."""
    keys: dict[str, list[str]] = {"membership": [], "engagement": []}
    for viewer in viewers:
        kind, _space, key = viewer.basis.partition(" ")
        if kind in keys and key.isdigit():
            keys[kind].append(key)
    words = {
        f"membership {row.pk}": row.get_role_display()
        for row in Membership.objects.filter(pk__in=keys["membership"])
    }
    for row in Engagement.objects.filter(pk__in=keys["engagement"]):
        label = capacity_of(row.capacity).label
        words[f"engagement {row.pk}"] = f"{label}: {row.purpose}"
    for viewer in viewers:
        kind = viewer.basis.partition(" ")[0]
        if kind in {"delegation", "emergency"}:
            words[viewer.basis] = str(WORDS[kind])
    return words
