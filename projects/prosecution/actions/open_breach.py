"""Open a breach of an obligation."""

from datetime import date

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict, Invalid
from projects.concurrency import locked
from projects.events import announce
from projects.models import Project
from projects.prosecution.limits import DECISION_DAYS
from projects.prosecution.models import Breach, Obligation
from projects.rights import Right
from projects.supervision.deadlines import working_days_after


@action
def open_breach(obligation: Obligation, *, actor: User, text: str, discovered_on: date) -> Breach:
    """Officers of the owner open a breach; the clock to a decision starts at its discovery.

    Recorded as `breach:opened`.
    """
    project = locked(Project.objects.get(pk=obligation.project_id))
    obligation = locked(obligation)
    access.require(actor, Right.EDIT_PROSECUTION, obligation)
    if obligation.breaches.exclude(status=Breach.Status.DECIDED).exists():
        raise Conflict(
            "BREACH-OPEN",
            _("A breach of this obligation is already open."),
            helper=_("Decide on it first."),
        )
    if obligation.status == Obligation.Status.WAIVED:
        raise Conflict("OBLIGATION-WAIVED", _("This obligation was waived."))
    if discovered_on > timezone.localdate():
        raise Invalid(
            "BREACH-DATE",
            _("A breach cannot be discovered in the future."),
            fields={"discovered_on": _("Choose today or an earlier date.")},
        )
    last = Breach.objects.in_project(project).aggregate(last=Max("number"))["last"] or 0
    breach = Breach.objects.create(
        project=project,
        obligation=obligation,
        number=last + 1,
        text=text,
        discovered_on=discovered_on,
        decide_by=working_days_after(discovered_on, DECISION_DAYS),
        opened_by=actor,
    )
    obligation.status = Obligation.Status.BREACHED
    obligation.version += 1
    obligation.save(update_fields=["status", "version"])
    record(
        "breach:opened",
        breach,
        actor=actor,
        data={"obligation": obligation, "text": text, "discovered_on": discovered_on},
    )
    announce(project.pk)
    return breach
