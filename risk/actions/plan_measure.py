"""Plan a measure against a risk."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Text
from projects.concurrency import locked
from projects.rights import Right
from risk.models import RiskEntry, RiskMeasure
from risk.register.contents import is_among, refuse, require_status

Status = RiskEntry.Status


@action
def plan_measure(
    entry: RiskEntry, *, actor: User, text: str, owner: User, due: date
) -> RiskMeasure:
    """Those who keep risks say what will be done, by whom and until when.

    Recorded as `risk:measure_planned`.
    """
    entry = locked(entry)
    access.require(actor, Right.KEEP_RISKS, entry)
    require_status(entry, [Status.OPEN, Status.TREATED, Status.ACCEPTED])
    wrong: dict[str, Text] = {}
    if not text.strip():
        wrong["text"] = _("This is needed.")
    if due < timezone.localdate():
        wrong["due"] = _("Choose a day from today on.")
    if not is_among(owner, entry.project):
        wrong["owner"] = _("Choose somebody of the agency that owns the project.")
    refuse(wrong)
    measure = RiskMeasure.objects.create(
        project=entry.project, entry=entry, text=text, owner=owner, due=due, planned_by=actor
    )
    record(
        "risk:measure_planned",
        measure,
        actor=actor,
        data={"risk": entry, "owner": owner.pk, "due": due, "measure": text},
    )
    return measure
