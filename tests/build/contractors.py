"""Builders of the contractor register."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from contractors.models import Affiliation, Contractor, Qualification, Sanction
from egov_outsource.accounts.models import Organisation, User


def registered(organisation: Organisation, **more: Any) -> Contractor:
    """The organisation's entry in the register."""
    return Contractor.objects.get_or_create(organisation=organisation, defaults=more)[0]


def debarred(
    organisation: Organisation, *, by: User, since: date | None = None, until: date | None = None
) -> Sanction:
    """A debarment that runs from a week ago."""
    return Sanction.objects.create(
        contractor=registered(organisation),
        kind=Sanction.Kind.DEBARMENT,
        authority="Finance Department",
        reason="Forged certificates.",
        starts_on=since or timezone.localdate() - timedelta(days=7),
        ends_on=until,
        recorded_by=by,
    )


def qualified(organisation: Organisation, *, expires_in: int = 365) -> Qualification:
    """A certificate that ends in so many days."""
    today = timezone.localdate()
    return Qualification.objects.create(
        contractor=registered(organisation),
        title="Information security service",
        issuer="Certification Centre",
        issued_on=today - timedelta(days=700),
        expires_on=today + timedelta(days=expires_in),
    )


def affiliated(one: Organisation, other: Organisation) -> Affiliation:
    """Two organisations of which one controls the other."""
    return Affiliation.objects.create(
        organisation=one, other=other, kind=Affiliation.Kind.CONTROL, source="Business register"
    )
