"""Take the report of an audit away as a file."""

from audit.log.action import action
from audit.log.record import record
from audit.reviews.models import Review
from audit.reviews.report import Report, report_of
from egov_outsource import access
from egov_outsource.accounts.models import User
from projects.rights import Right


@action
def take_report(review: Review, *, actor: User) -> Report:
    """Those who see audit reviews take the report; what leaves the platform is recorded.

    Recorded as `review:reported` (INV-11). Returns what the actor may read.
    """
    access.require(actor, Right.VIEW_REVIEWS, review.project)
    report = report_of(review, actor)
    record("review:reported", review, actor=actor, data={"findings": len(report.findings)})
    return report
