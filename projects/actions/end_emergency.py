"""End an emergency access before its hours are over."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict
from projects.concurrency import locked
from projects.grants import derive_project_grants
from projects.mail import alert_emergency
from projects.models import EmergencyAccess
from projects.rights import Right


@action
def end_emergency(emergency: EmergencyAccess, *, actor: User) -> EmergencyAccess:
    """The person who reads, who asked, or whoever may confirm ends it, or withdraws the request.

    Reading stops with the next request. Recorded as `emergency:ended`.
    """
    emergency = locked(emergency)
    require_part(emergency, actor)
    if emergency.status == EmergencyAccess.Status.REQUESTED:
        emergency.status = EmergencyAccess.Status.WITHDRAWN
    elif emergency.is_in_force:
        emergency.ended_at = timezone.now()
    else:
        raise Conflict("EMERGENCY-ENDED", _("This emergency access has already ended."))
    emergency.save(update_fields=["status", "ended_at"])
    derive_project_grants(emergency.project)
    record(
        "emergency:ended",
        emergency,
        actor=actor,
        data={"status": emergency.status},
        personal={"person": str(emergency.person)},
    )
    alert_emergency(emergency)
    return emergency


def require_part(emergency: EmergencyAccess, actor: User) -> None:
    """Refuse whoever neither reads nor asked nor may confirm."""
    if actor.pk not in {emergency.person_id, emergency.requested_by_id}:
        access.require(actor, Right.CONFIRM_EMERGENCY, emergency)
