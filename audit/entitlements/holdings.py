"""Who holds what in an agency: its grants by person, role and basis, and what was used.

Used is what left a trace. A right to work or decide is used when its holder wrote an entry of
the log about a project of the agency; a right only to see is used when its holder signed in or,
for a program, called with a token. Nothing of either for 90 days: unused. A grant younger than
that is not called unused.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Max, Min, Q, QuerySet
from django.utils import timezone

from audit.entitlements.paths import BIDDING
from audit.log.models import Entry
from egov_outsource.accounts.models import ApiToken, Membership, Organisation, User
from projects.models import AgencyGrant, Engagement, Project, ProjectGrant
from projects.rights import RESERVED
from projects.roles import Capacity

EXPIRING = timedelta(days=30)
UNUSED = timedelta(days=90)
_RESERVED = {right.value for right in RESERVED}


@dataclass(frozen=True)
class Traces:
    """When each person last acted in the agency's projects, anywhere, or came at all."""

    acted: dict[int, datetime]
    came: dict[int, datetime]


def holdings_of(agency: Organisation) -> list[dict[str, Any]]:
    """One row for each person, basis and container, as it is kept in the report."""
    secret = _of_bidders(agency)
    groups = [
        group
        for model in (AgencyGrant, ProjectGrant)
        for group in _groups(model, agency)
        if group["basis"] not in secret
    ]
    people = {group["user_id"] for group in groups}
    traces = traces_of(agency, people)
    names = dict(User.objects.filter(pk__in=people).values_list("pk", "name"))
    kinds = dict(User.objects.filter(pk__in=people).values_list("pk", "kind"))
    organisations = Organisation.objects.in_bulk({group["organisation_id"] for group in groups})
    projects = Project.objects.in_bulk({g["content_object_id"] for g in groups if g["is_project"]})
    roles, bases = _words(groups)
    rows = []
    for group in groups:
        project = projects.get(group["content_object_id"]) if group["is_project"] else None
        person, organisation = group["user_id"], organisations[group["organisation_id"]]
        rows.append(
            {
                "person": person,
                "name": names[person],
                "kind": kinds[person],
                "organisation": organisation.pk,
                "organisation_name": organisation.name,
                "organisation_kind": organisation.kind,
                "role": roles.get(group["basis"], ""),
                "basis": bases.get(group["basis"], group["basis"]),
                "project": project.pk if project else None,
                "project_reference": project.reference if project else "",
                "rights": sorted(group["rights"]),
                "reserved": len(_RESERVED.intersection(group["rights"])),
                "valid_from": group["since"].isoformat(),
                "valid_to": group["until"].isoformat() if group["until"] else None,
                "last_acted": _iso(traces.acted.get(person)),
                "last_came": _iso(traces.came.get(person)),
                "flags": flags_of(group, traces),
            }
        )
    return sorted(rows, key=lambda row: (row["organisation_name"], row["name"], row["person"]))


def flags_of(group: dict[str, Any], traces: Traces) -> list[str]:
    """What a reviewer should look at: expiring, unused, inactive, reserved."""
    now, person = timezone.now(), group["user_id"]
    limit = now - UNUSED
    acted, came = traces.acted.get(person), traces.came.get(person)
    works = any(not right.startswith("view_") for right in group["rights"])
    latest = acted if works else max(filter(None, [acted, came]), default=None)
    flags = []
    if group["until"] is not None and group["until"] <= now + EXPIRING:
        flags.append("expiring")
    if group["since"] < limit and (latest is None or latest < limit):
        flags.append("unused")
    if group["since"] < limit and all(at is None or at < limit for at in (acted, came)):
        flags.append("inactive")
    if _RESERVED.intersection(group["rights"]):
        flags.append("reserved")
    return flags


def tokens_of(agency: Organisation) -> list[dict[str, Any]]:
    """The tokens of the agency's programs that still work, with their flags."""
    now = timezone.now()
    rows = []
    tokens = ApiToken.objects.usable().filter(account__organisation=agency)
    for token in tokens.select_related("account").order_by("account__name", "pk"):
        flags = ["expiring"] if token.expiry_date and token.expiry_date <= now + EXPIRING else []
        if token.created < now - UNUSED and (token.last_used_at or token.created) < now - UNUSED:
            flags.append("unused")
        rows.append(
            {
                "account": token.account_id,
                "account_name": token.account.name,
                "prefix": token.prefix,
                "scopes": token.scopes,
                "expires": _iso(token.expiry_date),
                "last_used": _iso(token.last_used_at),
                "flags": flags,
            }
        )
    return rows


def traces_of(agency: Organisation, people: set[int]) -> Traces:
    """The last traces of `people`."""
    acted = (
        Entry.objects.filter(owner_id=agency.pk, actor_id__in=people)
        .order_by()
        .values_list("actor_id")
        .annotate(Max("at"))
    )
    came: dict[int, datetime] = dict(
        User.objects.filter(pk__in=people, last_login__isnull=False).values_list("pk", "last_login")
    )
    tokens = (
        ApiToken.objects.filter(account__user__in=people, last_used_at__isnull=False)
        .order_by()
        .values_list("account__user")
        .annotate(Max("last_used_at"))
    )
    for person, at in tokens:
        came[person] = max(at, came.get(person, at))
    return Traces(acted={actor: at for actor, at in acted if actor is not None}, came=came)


def _groups(model: type[AgencyGrant | ProjectGrant], agency: Organisation) -> Iterator[Any]:
    """The grants in force by person, basis and container."""
    is_project = model is ProjectGrant
    where = {"content_object__owner": agency.pk} if is_project else {"content_object": agency.pk}
    now = timezone.now()
    rows: QuerySet[Any] = model._default_manager.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=now), valid_from__lte=now, **where
    )
    grouped = rows.order_by().values("user_id", "organisation_id", "basis", "content_object_id")
    for group in grouped.annotate(
        rights=ArrayAgg("permission__codename"),
        since=Min("valid_from"),
        until=Min("valid_to"),
        kind=Max("organisation__kind"),
    ):
        # what a firm lends could tell that it bids
        is_lent = group["basis"].startswith("delegation ")
        if is_lent and group["kind"] == Organisation.Kind.CONTRACTOR:
            group["rights"] = [right for right in group["rights"] if right not in BIDDING]
        if group["rights"]:
            yield group | {"is_project": is_project}


def _of_bidders(agency: Organisation) -> set[str]:
    """The bases that would tell who bids: that is for the opened bids, not for a report."""
    bidders = Engagement.objects.filter(
        project__owner=agency.pk, capacity=Capacity.BIDDER.value
    ).values_list("pk", flat=True)
    return {f"engagement {pk}" for pk in bidders}


def _words(groups: list[dict[str, Any]]) -> tuple[dict[str, str], dict[str, str]]:
    """Role code and words of each basis."""
    keys: dict[str, set[str]] = {"membership": set(), "engagement": set()}
    for group in groups:
        kind, _space, key = group["basis"].partition(" ")
        if kind in keys and key.isdigit():
            keys[kind].add(key)
    roles, bases = {}, {}
    for row in Membership.objects.filter(pk__in=keys["membership"]):
        roles[f"membership {row.pk}"] = row.role
        bases[f"membership {row.pk}"] = f"membership {row.pk}"
    for one in Engagement.objects.filter(pk__in=keys["engagement"]):
        roles[f"engagement {one.pk}"] = one.capacity
        bases[f"engagement {one.pk}"] = one.basis or one.purpose
    return roles, bases


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
