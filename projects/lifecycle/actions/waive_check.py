"""Let a soft check rest for a time."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Invalid, NotReady
from projects.concurrency import locked
from projects.duties import require_another
from projects.events import announce
from projects.lifecycle.gates import gate_of
from projects.lifecycle.models import LONGEST_WAIVER, Waiver
from projects.lifecycle.reviewing import require_ahead
from projects.models import Project
from projects.rights import Right
from projects.texts import require_text


@action
def waive_check(
    project: Project, *, actor: User, gate: str, code: str, reason: str, expires_on: date
) -> Waiver:
    """Leaders of the owner waive a soft check, with a reason and for at most 90 days.

    Never the responsible officer (SOD-1); a hard check never. When the waiver ends, the check
    counts again. Recorded as `waiver:issued`.
    """
    project = locked(project)
    place = gate_of(gate)
    check = place.check(code)
    access.require(actor, Right.WAIVE_CHECK, project)
    require_another(
        actor,
        [project.responsible_officer_id],
        message=_("The responsible officer cannot waive checks of their own project."),
    )
    require_ahead(project, place)
    if check.is_hard:
        raise NotReady(
            "CHECK-HARD",
            _("This check is hard: it must hold and cannot be waived."),
            helper=_("Provide what it asks for."),
        )
    today = timezone.localdate()
    if not today < expires_on <= today + LONGEST_WAIVER:
        raise Invalid(
            "WAIVER-EXPIRY",
            _("A waiver ends after today and within 90 days."),
            fields={"expires_on": _("Choose a date within the next 90 days.")},
        )
    waiver = Waiver.objects.create(
        project=project,
        gate=gate,
        check_code=code,
        reason=require_text(reason, "reason", most=4000),
        issued_by=actor,
        issued_on=today,
        expires_on=expires_on,
    )
    record(
        "waiver:issued",
        waiver,
        actor=actor,
        data={"gate": gate, "check": code, "reason": waiver.reason, "expires_on": expires_on},
    )
    announce(project.pk)
    return waiver
