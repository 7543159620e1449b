"""End an audit of a project."""

from django.utils import timezone

from audit.log.action import action
from audit.log.record import record
from audit.reviews.closing import (
    by_state,
    require_nothing_kept_back,
    require_settled,
    summary_of,
)
from audit.reviews.mandate import require_auditor, require_open
from audit.reviews.models import Review
from egov_outsource.accounts.models import User
from projects.concurrency import locked
from projects.events import announce


@action
def close_review(
    review: Review, *, actor: User, conclusion: str, expected_version: int | None = None
) -> Review:
    """The auditors close their review once every finding is settled and no draft is left.

    Questions are answered or overdue, samples tested. What the samples came to becomes readable
    to those who read the audit. Recorded as `review:closed` with the findings by state.
    """
    review = locked(review, expected_version=expected_version)
    engagement = require_auditor(review, actor)
    require_open(review)
    require_nothing_kept_back(review)
    require_settled(review)
    review.status, review.closed_at = Review.Status.CLOSED, timezone.now()
    review.conclusion, review.summary = conclusion, summary_of(review)
    review.version += 1
    review.save(update_fields=["status", "closed_at", "conclusion", "summary", "version"])
    record(
        "review:closed",
        review,
        actor=actor,
        organisation=engagement.organisation,
        data={"conclusion": conclusion, "findings": by_state(review), "samples": review.summary},
    )
    announce(review.project_id)
    return review
