"""Record that two organisations are not independent of each other."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from contractors.models import Affiliation
from contractors.register import require_dates, require_keeper, require_said
from egov_outsource.accounts.models import Organisation, User
from egov_outsource.errors import Conflict, Invalid


@action
def record_affiliation(
    organisation: Organisation,
    *,
    actor: User,
    other: Organisation,
    kind: str,
    source: str,
    since: date | None = None,
    until: date | None = None,
) -> Affiliation:
    """Officers of government note a tie, with the source that shows it.

    Recorded as `affiliation:recorded`.
    """
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    office = require_keeper(actor)
    known = kind if kind in Affiliation.Kind.values else ""
    require_said(kind=known, source=source)
    require_dates(since, until, field="until")
    if organisation.pk == other.pk:
        message = _("Choose another organisation.")
        raise Invalid("AFFILIATION-SELF", message, fields={"other": message})
    ties = Q(organisation=organisation, other=other) | Q(organisation=other, other=organisation)
    if Affiliation.objects.filter(ties, kind=kind, until__isnull=True).exists():
        raise Conflict("AFFILIATION-TWICE", _("This tie is already recorded."))
    affiliation = Affiliation.objects.create(
        organisation=organisation, other=other, kind=kind, source=source, since=since, until=until
    )
    record(
        "affiliation:recorded",
        affiliation,
        actor=actor,
        organisation=office,
        data={"kind": kind, "source": source, "since": since, "until": until},
    )
    return affiliation
