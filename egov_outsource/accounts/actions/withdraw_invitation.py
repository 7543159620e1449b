"""Withdraw an invitation that nobody has answered."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource.accounts.administration import require_administrator
from egov_outsource.accounts.models import Invitation, User
from egov_outsource.errors import Conflict, Hidden


@action
def withdraw_invitation(invitation: Invitation, *, actor: User) -> Invitation:
    """Make the link worthless.

    Who sent it may, and every administrator of the organisation. Recorded as
    `invitation:withdrawn`.
    """
    invitation = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("organisation")
        .get(pk=invitation.pk)
    )
    if not Invitation.objects.visible_to(actor).filter(pk=invitation.pk).exists():
        raise Hidden("INVITATION-UNKNOWN", _("There is no such invitation."))
    if invitation.invited_by_id != actor.pk:
        require_administrator(actor, invitation.organisation)
    if invitation.accepted_at or invitation.withdrawn_at:
        raise Conflict(
            "INVITATION-ANSWERED",
            _("This invitation was already accepted or withdrawn."),
            helper=_("End the membership instead if the person should leave."),
        )
    invitation.withdrawn_at = timezone.now()
    invitation.save(update_fields=["withdrawn_at"])
    record("invitation:withdrawn", invitation, actor=actor, data={"role": invitation.role})
    return invitation
