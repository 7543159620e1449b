"""Confirm that somebody reads in an emergency, or refuse it."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict, Invalid, NotReady
from projects.actions.request_emergency import employer
from projects.concurrency import locked
from projects.duties import require_another
from projects.grants import derive_project_grants
from projects.mail import alert_emergency
from projects.models import EmergencyAccess
from projects.rights import Right


@action
def decide_emergency(
    emergency: EmergencyAccess, *, actor: User, outcome: str, reasons: str
) -> EmergencyAccess:
    """A second person confirms or refuses: neither who asked nor who is to read (SOD-13).

    The hours begin with the confirmation; reading rights only are granted, and they end by
    themselves. Recorded as `emergency:decided`; leaders and records officers are told by mail.
    """
    emergency = locked(emergency)
    require_second_person(emergency, actor)
    if emergency.status != EmergencyAccess.Status.REQUESTED:
        raise Conflict("EMERGENCY-DECIDED", _("This request is already decided."))
    if outcome not in {EmergencyAccess.Status.CONFIRMED, EmergencyAccess.Status.REFUSED}:
        raise Invalid(
            "EMERGENCY-OUTCOME",
            _("An emergency access is confirmed or refused."),
            fields={"outcome": _("Choose one of the two.")},
        )
    now = timezone.now()
    emergency.status, emergency.decision_reasons = outcome, reasons
    emergency.decided_by, emergency.decided_at = actor, now
    if outcome == EmergencyAccess.Status.CONFIRMED:
        _require_people(emergency)
        emergency.valid_from, emergency.valid_to = now, now + timedelta(hours=emergency.hours)
    emergency.save()
    derive_project_grants(emergency.project)
    record(
        "emergency:decided",
        emergency,
        actor=actor,
        data={"outcome": outcome, "reasons": reasons, "until": emergency.valid_to},
        personal={"person": str(emergency.person)},
    )
    alert_emergency(emergency)
    return emergency


def require_second_person(emergency: EmergencyAccess, actor: User) -> None:
    """Refuse whoever asked, is to read, or has not the duty."""
    access.require(actor, Right.CONFIRM_EMERGENCY, emergency)
    require_another(
        actor,
        [emergency.requested_by_id, emergency.person_id],
        code="SOD-13",
        message=str(_("Who asks or is to read does not confirm it.")),
    )


def _require_people(emergency: EmergencyAccess) -> None:
    """Both who asked and who is to read still serve the owner or an authority above it."""
    people = (emergency.person, emergency.requested_by)
    if any(employer(emergency.project, one) is None for one in people):
        raise NotReady(
            "INV-9",
            _("Somebody of this request has left the agency."),
            helper=_("Refuse it and let it be requested again."),
        )
