"""End a person's role in an organisation."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource.accounts.administration import (
    require_administrator,
    require_another_administrator,
)
from egov_outsource.accounts.events import announce_memberships
from egov_outsource.accounts.models import Membership, Organisation, User
from egov_outsource.errors import Conflict, Hidden, Invalid


@action
def end_membership(
    membership: Membership, *, actor: User, at: datetime | None = None
) -> Membership:
    """Let the role end at `at` (default now); never in the past, never deleted.

    An administrator of the organisation may, but the last administrator stays. Recorded as
    `membership:ended`.
    """
    membership = locked(membership, actor)
    require_administrator(actor, membership.organisation)
    require_open(membership)
    now = timezone.now()
    if at is not None and at < now:
        message = _("The end cannot lie in the past.")
        raise Invalid("MEMBERSHIP-END-IN-PAST", message, fields={"valid_to": message})
    require_another_administrator(membership, until=at)
    membership.end(at or now)
    announce_memberships(membership.organisation, membership)
    record(
        "membership:ended",
        membership,
        actor=actor,
        organisation=membership.organisation,
        data={"role": membership.role, "valid_to": membership.valid_to},
        personal={"person": membership.user.name},
    )
    return membership


def locked(membership: Membership, actor: User) -> Membership:
    """The membership, with its organisation locked so that two ends cannot cross."""
    if not Membership.objects.visible_to(actor).filter(pk=membership.pk).exists():
        raise Hidden("MEMBERSHIP-UNKNOWN", _("There is no such membership."))
    Organisation.objects.select_for_update().get(pk=membership.organisation_id)
    return (
        Membership.objects.select_for_update(of=("self",))
        .select_related("organisation", "user")
        .get(pk=membership.pk)
    )


def require_open(membership: Membership) -> None:
    """Refuse a membership that has already ended or belongs to a service account."""
    if membership.valid_to and membership.valid_to <= timezone.now():
        raise Conflict("MEMBERSHIP-ENDED", _("This membership has already ended."))
    if membership.user.kind == User.Kind.SERVICE:
        raise Conflict(
            "MEMBERSHIP-OF-SERVICE",
            _("This is the role of a service account."),
            helper=_("Close the service account instead."),
        )
