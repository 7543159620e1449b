"""End an audit of a project."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from audit.reviews.mandate import require_auditor, require_open
from audit.reviews.models import AuditFinding, Review
from egov_outsource.accounts.models import User
from egov_outsource.errors import NotReady
from projects.concurrency import locked
from projects.events import announce


@action
def close_review(
    review: Review, *, actor: User, conclusion: str, expected_version: int | None = None
) -> Review:
    """The auditors close their review once every finding is settled and no draft is left.

    Recorded as `review:closed` with the number of findings by state.
    """
    review = locked(review, expected_version=expected_version)
    engagement = require_auditor(review, actor)
    require_open(review)
    states = list(review.findings.values_list("number", "status"))
    settled = {*AuditFinding.SETTLED, AuditFinding.Status.WITHDRAWN}
    left = [f"A-{number}" for number, status in states if status not in settled]
    if left:
        raise NotReady(
            "REVIEW-FINDINGS",
            _("These findings are not settled yet: %(findings)s.")
            % {"findings": ", ".join(sorted(left))},
        )
    review.status, review.closed_at = Review.Status.CLOSED, timezone.now()
    review.conclusion = conclusion
    review.version += 1
    review.save(update_fields=["status", "closed_at", "conclusion", "version"])
    counts = {state: sum(s == state for _n, s in states) for state in {s for _n, s in states}}
    record(
        "review:closed",
        review,
        actor=actor,
        organisation=engagement.organisation,
        data={"conclusion": conclusion, "findings": counts},
    )
    announce(review.project_id)
    return review
