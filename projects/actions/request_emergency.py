"""Ask that somebody may read a project in an emergency."""

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import Membership, Organisation, User
from egov_outsource.errors import Conflict, Invalid, Text
from projects.concurrency import locked
from projects.lines import authorities_above
from projects.mail import alert_emergency
from projects.models import EmergencyAccess, Project
from projects.rights import Right


@action
def request_emergency(
    project: Project, *, actor: User, person: User, reason: str, hours: int
) -> EmergencyAccess:
    """People of the owner or of its authority ask for a colleague of either, or for themselves.

    Nobody reads by it: a second person confirms first (INV-9). Recorded as
    `emergency:requested`; leaders and records officers of the owner are told by mail.
    """
    project = locked(project)
    access.require(actor, Right.REQUEST_EMERGENCY, project)
    if not 1 <= hours <= settings.EMERGENCY_MAX_HOURS:
        message: Text = _("At least 1 and at most %(hours)d hours.") % {
            "hours": settings.EMERGENCY_MAX_HOURS
        }
        raise Invalid("EMERGENCY-HOURS", message, fields={"hours": message})
    if not reason.strip():
        message = _("Say why nobody who has access can do it.")
        raise Invalid("EMERGENCY-REASON", message, fields={"reason": message})
    organisation = employer(project, person)
    if organisation is None:
        message = _("Only people of the owner agency or of an authority above it can be let in.")
        raise Invalid("INV-9", message, fields={"person": message})
    if EmergencyAccess.objects.filter(
        project=project, person=person, status=EmergencyAccess.Status.REQUESTED
    ).exists():
        raise Conflict("EMERGENCY-TWICE", _("This is already requested."))
    emergency = EmergencyAccess.objects.create(
        project=project,
        person=person,
        organisation=organisation,
        reason=reason,
        hours=hours,
        requested_by=actor,
        requested_at=timezone.now(),
    )
    record(
        "emergency:requested",
        emergency,
        actor=actor,
        data={"hours": hours, "reason": reason, "for": organisation},
        personal={"person": str(person)},
    )
    alert_emergency(emergency)
    return emergency


def employer(project: Project, person: User) -> Organisation | None:
    """The owner, or the nearest authority above it, that `person` serves now."""
    line = [project.owner, *authorities_above(project.owner)]
    served = set(
        Membership.objects.in_force()
        .filter(user=person, user__kind=User.Kind.PERSON, organisation__in=line)
        .values_list("organisation_id", flat=True)
    )
    return next((body for body in line if body.pk in served), None)
