"""Whether a contractor may be dealt with: debarments, and who stands behind it."""

from collections.abc import Iterable
from datetime import date

from django.db.models import F, Q
from django.utils import timezone

from contractors.models import Affiliation, Sanction
from egov_outsource.accounts.models import Organisation


def debarment_of(organisation: Organisation, on: date) -> Sanction | None:
    """The debarment of `organisation` that runs on that day, if there is one."""
    return (
        Sanction.objects.filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=on),
            Q(lifted_on__isnull=True) | Q(lifted_on__gt=on),
            contractor__organisation=organisation,
            kind=Sanction.Kind.DEBARMENT,
            starts_on__lte=on,
        )
        .order_by("starts_on")
        .first()
    )


def is_debarred(organisation: Organisation, on: date) -> bool:
    """Whether a debarment of `organisation` runs on that day."""
    return debarment_of(organisation, on) is not None


def affiliates(
    organisation: Organisation, on: date | None = None, *, kinds: Iterable[str] = ()
) -> set[int]:
    """Ids of the organisations that are not independent of `organisation`, itself excluded.

    Ties count in both directions and on through those in between; with `kinds` only such ties.
    """
    day = on or timezone.localdate()
    ties = Affiliation.objects.filter(
        Q(since__isnull=True) | Q(since__lte=day), Q(until__isnull=True) | Q(until__gte=day)
    )
    if kinds:
        ties = ties.filter(kind__in=list(kinds))
    found = {organisation.pk}
    edge = {organisation.pk}
    while edge:
        there = ties.filter(organisation__in=edge).values_list(F("other_id"), flat=True)
        back = ties.filter(other__in=edge).values_list(F("organisation_id"), flat=True)
        edge = set(there.union(back)) - found
        found |= edge
    return found - {organisation.pk}
