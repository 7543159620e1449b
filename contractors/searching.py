"""How the register is searched and narrowed: the same on pages, in exports and by REST."""

from datetime import timedelta
from typing import Any

from django.db.models import Exists, Min, OuterRef, Q, QuerySet
from django.utils import timezone

from contractors.models import Contractor, Qualification, Sanction

SOON = timedelta(days=60)


def running_sanctions() -> QuerySet[Sanction]:
    """Sanctions that run today."""
    today = timezone.localdate()
    return Sanction.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=today),
        Q(lifted_on__isnull=True) | Q(lifted_on__gt=today),
        starts_on__lte=today,
    )


def standing_qualifications() -> QuerySet[Qualification]:
    """Qualifications that nobody withdrew and that have not ended."""
    today = timezone.localdate()
    return Qualification.objects.filter(
        Q(expires_on__isnull=True) | Q(expires_on__gte=today), withdrawn_on__isnull=True
    )


def searched(
    rows: Any, *, words: str = "", sanctioned: bool = False, expiring: bool = False
) -> Any:
    """`rows` of the register with what a list shows, narrowed as asked."""
    for word in words.split()[:8]:
        rows = rows.filter(
            Q(organisation__name__icontains=word)
            | Q(organisation__name_zh__icontains=word)
            | Q(organisation__identifiers__value__icontains=word)
        )
    sanctions = running_sanctions().filter(contractor=OuterRef("pk"))
    ending = standing_qualifications().filter(
        contractor=OuterRef("pk"), expires_on__lte=timezone.localdate() + SOON
    )
    standing = Q(qualifications__in=standing_qualifications())
    rows = rows.annotate(
        is_sanctioned=Exists(sanctions),
        next_expiry=Min("qualifications__expires_on", filter=standing),
    )
    if sanctioned:
        rows = rows.filter(Exists(sanctions))
    if expiring:
        rows = rows.filter(Exists(ending))
    return rows.order_by("organisation__name", "pk").distinct()


def register_of(viewer: Any) -> Any:
    """The register as `viewer` sees it."""
    return Contractor.objects.visible_to(viewer).select_related("organisation")
