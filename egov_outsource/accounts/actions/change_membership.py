"""Give a person another role in the same organisation."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource.accounts.actions.end_membership import locked, require_open
from egov_outsource.accounts.administration import (
    require_active,
    require_administrator,
    require_another_administrator,
    require_fitting,
)
from egov_outsource.accounts.events import announce_memberships
from egov_outsource.accounts.models import Membership, User
from egov_outsource.accounts.separation import NOT_ONESELF, require_another
from egov_outsource.errors import Conflict, Invalid


@action
def change_membership(membership: Membership, *, actor: User, role: str) -> Membership:
    """End the old role now and start the new one; the old row stays as history.

    An administrator of the organisation may, but not for themselves (SOD-13), and never leave
    it without an administrator. Returns the new membership. Recorded as `membership:changed`.
    """
    membership = locked(membership, actor)
    organisation = membership.organisation
    require_administrator(actor, organisation)
    require_active(organisation)
    require_open(membership)
    require_fitting(role, organisation)
    if role == Membership.Role.ADMINISTRATOR and membership.user.kind != User.Kind.PERSON:
        message = _("Only a person can be an administrator.")
        raise Invalid("MEMBERSHIP-NOT-A-PERSON", message, fields={"role": message})
    same = organisation.memberships.filter(user=membership.user, role=role, valid_to__isnull=True)
    if same.exists():
        message = _("This person already has this role.")
        raise Conflict("MEMBERSHIP-ALREADY-HELD", message, fields={"role": message})
    require_another_administrator(membership)
    require_another(actor, [membership.user_id], code="SOD-13", message=NOT_ONESELF)
    now = timezone.now()
    membership.end(now)
    new = Membership.objects.create(
        organisation=organisation, user=membership.user, role=role, valid_from=now
    )
    announce_memberships(organisation, new)
    record(
        "membership:changed",
        new,
        actor=actor,
        organisation=organisation,
        data={"from": membership.role, "to": role, "ended": membership.pk},
        personal={"person": new.user.name},
    )
    return new
