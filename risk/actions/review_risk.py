"""Review a risk of the register."""

from datetime import date

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from projects.concurrency import locked
from projects.rights import Right
from risk.models import RiskEntry, RiskReview
from risk.register.contents import check_review_day, check_scale, require_status

Status = RiskEntry.Status


@action
def review_risk(
    entry: RiskEntry,
    *,
    actor: User,
    likelihood: int,
    impact: int,
    review_on: date,
    note: str = "",
    expected_version: int | None = None,
) -> RiskEntry:
    """Those who keep risks say how likely and how grave it is now, and when to look again.

    An accepted risk that became graver is open again: nobody accepted that. Recorded as
    `risk:reviewed`.
    """
    entry = locked(entry, expected_version=expected_version)
    access.require(actor, Right.KEEP_RISKS, entry)
    require_status(entry, [Status.OPEN, Status.TREATED, Status.ACCEPTED])
    check_scale(likelihood, impact)
    check_review_day(review_on)
    before = (entry.likelihood, entry.impact)
    if entry.status == Status.ACCEPTED and likelihood * impact > entry.level.product:
        entry.status = Status.OPEN
    RiskReview.objects.create(
        project=entry.project,
        entry=entry,
        likelihood=likelihood,
        impact=impact,
        note=note,
        reviewed_by=actor,
    )
    entry.likelihood, entry.impact = likelihood, impact
    entry.review_on, entry.reminded_on = review_on, None
    entry.version += 1
    entry.save()
    record(
        "risk:reviewed",
        entry,
        actor=actor,
        data={
            "before": list(before),
            "after": [likelihood, impact],
            "review_on": review_on,
            "status": entry.status,
            "note": note,
        },
    )
    return entry
