"""Grants that follow from delegations of absence: the delegator's own, for a colleague."""

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from typing import Protocol, TypeVar

from egov_outsource.accounts.models import Delegation, Membership

Key = tuple[int, str, int, str]
LENDABLE = ("membership ", "engagement ")  # an emergency was opened to one person


class Grantable(Protocol):
    """A grant as it should stand."""

    @property
    def organisation_id(self) -> int:
        """On whose behalf."""

    @property
    def valid_from(self) -> datetime:
        """From when."""

    @property
    def valid_to(self) -> datetime | None:
        """Until when."""


G = TypeVar("G", bound=Grantable)
Span = tuple[datetime, datetime]


def lent(wanted: dict[Key, G]) -> Iterable[tuple[Key, int, Span]]:
    """What of `wanted` is lent: the delegate's key, the organisation, from when and until when.

    Only what somebody holds by their own roles is lent, for the same organisation, and no longer
    than delegator, delegate and delegation all have it; so nothing chains.
    """
    organisations = {grant.organisation_id for grant in wanted.values()}
    delegations = Delegation.objects.filter(
        organisation__in=organisations, delegate__is_active=True
    ).order_by("pk")
    if not delegations:
        return
    service = _service(delegations)
    by_person: dict[tuple[int, int], list[tuple[Key, G]]] = {}
    for key, grant in wanted.items():
        if not key[3].startswith(LENDABLE):
            continue
        by_person.setdefault((key[0], grant.organisation_id), []).append((key, grant))
    for delegation in delegations:
        party = delegation.organisation_id
        limits = _limits(delegation, service.get((delegation.delegate_id, party)))
        for key, grant in by_person.get((delegation.delegator_id, party), []):
            starts = max(grant.valid_from, limits[0])
            ends = min(limits[1], grant.valid_to or limits[1])
            if ends > starts:
                lent_key = (delegation.delegate_id, key[1], key[2], delegation.basis)
                yield lent_key, grant.organisation_id, (starts, ends)


def _limits(delegation: Delegation, service: tuple[datetime, datetime | None] | None) -> Span:
    if service is None:
        return delegation.valid_from, delegation.valid_from
    ends = [delegation.valid_to, delegation.revoked_at, service[1]]
    return max(delegation.valid_from, service[0]), min(end for end in ends if end is not None)


def _service(
    delegations: Iterable[Delegation],
) -> dict[tuple[int, int], tuple[datetime, datetime | None]]:
    """From when and until when each delegate serves the organisation."""
    rows = (
        Membership.objects.filter(
            user__in={delegation.delegate_id for delegation in delegations},
            organisation__in={delegation.organisation_id for delegation in delegations},
            organisation__is_active=True,
        )
        .order_by("user", "organisation")
        .values_list("user", "organisation", "valid_from", "valid_to")
    )
    found: dict[tuple[int, int], tuple[datetime, datetime | None]] = {}
    for who, group in groupby(rows, key=lambda row: row[:2]):
        spans = list(group)
        ends = [row[3] for row in spans]
        last = None if None in ends else max(end for end in ends if end is not None)
        found[who] = (min(row[2] for row in spans), last)
    return found
