"""Accept a risk of the register."""

from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from projects.concurrency import locked
from projects.duties import require_another
from projects.rights import Right
from risk.models import RiskAcceptance, RiskEntry
from risk.register.contents import refuse, require_status

LONGEST_DAYS = 366
Status = RiskEntry.Status


@action
def accept_risk(
    entry: RiskEntry,
    *,
    actor: User,
    reasons: str,
    until: date,
    expected_version: int | None = None,
) -> RiskAcceptance:
    """A leader who neither owns nor entered the risk decides to live with it until a day (SOD-1).

    On that day it is due for review. Recorded as `risk:accepted`.
    """
    entry = locked(entry, expected_version=expected_version)
    access.require(actor, Right.ACCEPT_RISK, entry)
    require_uninvolved(entry, actor)
    require_status(entry, [Status.OPEN, Status.TREATED, Status.ACCEPTED])
    today = timezone.localdate()
    if not today < until <= today + timedelta(days=LONGEST_DAYS):
        refuse({"until": _("Choose a day after today, within a year.")})
    if not reasons.strip():
        refuse({"reasons": _("This is needed.")})
    acceptance = RiskAcceptance.objects.create(
        project=entry.project,
        entry=entry,
        reasons=reasons,
        until=until,
        owner=entry.owner,
        entered_by=entry.entered_by,
        accepted_by=actor,
    )
    entry.status = Status.ACCEPTED
    entry.review_on, entry.reminded_on = min(entry.review_on, until), None
    entry.version += 1
    entry.save()
    record(
        "risk:accepted",
        acceptance,
        actor=actor,
        data={
            "risk": entry,
            "level": [entry.likelihood, entry.impact],
            "until": until,
            "reasons": reasons,
        },
    )
    return acceptance


def require_uninvolved(entry: RiskEntry, actor: User) -> None:
    """Refuse who owns the risk and who entered it."""
    require_another(
        actor,
        [entry.owner_id, entry.entered_by_id],
        message=_("You own or entered this risk; somebody else accepts it."),
    )
