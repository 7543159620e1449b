"""Close a risk of the register."""

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from projects.concurrency import locked
from projects.rights import Right
from risk.models import RiskEntry
from risk.register.contents import require_status

Status = RiskEntry.Status


@action
def close_risk(
    entry: RiskEntry, *, actor: User, reasons: str, expected_version: int | None = None
) -> RiskEntry:
    """Those who keep risks close what can no longer happen, or has happened and is over.

    Recorded as `risk:closed`.
    """
    entry = locked(entry, expected_version=expected_version)
    access.require(actor, Right.KEEP_RISKS, entry)
    require_status(entry, [Status.OPEN, Status.TREATED, Status.ACCEPTED])
    entry.status, entry.closing_reasons = Status.CLOSED, reasons
    entry.version += 1
    entry.save()
    record("risk:closed", entry, actor=actor, data={"reasons": reasons})
    return entry
