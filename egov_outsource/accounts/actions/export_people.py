"""Export the people of an organisation."""

from audit.log.action import action
from audit.log.record import record
from egov_outsource.accounts.administration import require_administrator
from egov_outsource.accounts.models import Membership, Organisation, User


@action
def export_people(organisation: Organisation, *, actor: User) -> list[Membership]:
    """All memberships, past ones included, for a file outside the platform.

    An administrator of the organisation may. Recorded as `people:exported` with the number.
    """
    require_administrator(actor, organisation)
    rows = list(
        Membership.objects.visible_to(actor)
        .filter(organisation=organisation)
        .select_related("user", "organisation")
        .order_by("user__name", "valid_from", "pk")
    )
    record(
        "people:exported",
        organisation,
        actor=actor,
        organisation=organisation,
        data={"memberships": len(rows)},
    )
    return rows
