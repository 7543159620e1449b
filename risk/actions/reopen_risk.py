"""Open a risk of the register again."""

from datetime import date

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from projects.concurrency import locked
from projects.rights import Right
from risk.models import RiskEntry
from risk.register.contents import check_review_day, require_status

Status = RiskEntry.Status


@action
def reopen_risk(
    entry: RiskEntry,
    *,
    actor: User,
    reasons: str,
    review_on: date,
    expected_version: int | None = None,
) -> RiskEntry:
    """Those who keep risks open again what was treated, accepted or closed.

    Recorded as `risk:reopened`.
    """
    entry = locked(entry, expected_version=expected_version)
    access.require(actor, Right.KEEP_RISKS, entry)
    require_status(entry, [Status.TREATED, Status.ACCEPTED, Status.CLOSED])
    check_review_day(review_on)
    before, entry.status = entry.status, Status.OPEN
    entry.review_on, entry.reminded_on = review_on, None
    entry.version += 1
    entry.save()
    record("risk:reopened", entry, actor=actor, data={"before": before, "reasons": reasons})
    return entry
