"""Begin the work of an announced audit."""

from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from audit.reviews.mandate import require_auditor
from audit.reviews.models import Review
from audit.reviews.planning import begin
from egov_outsource.accounts.models import User
from egov_outsource.errors import NotReady
from projects.concurrency import locked
from projects.events import announce


@action
def begin_review(review: Review, *, actor: User, expected_version: int | None = None) -> Review:
    """The auditors begin; from now on the plan stays as announced.

    The first question, finding, sample or working paper begins it too. Recorded as
    `review:begun`.
    """
    review = locked(review, expected_version=expected_version)
    engagement = require_auditor(review, actor)
    if review.status != Review.Status.ANNOUNCED:
        raise NotReady("REVIEW-BEGUN", _("This audit has begun."))
    begin(review)
    record(
        "review:begun",
        review,
        actor=actor,
        organisation=engagement.organisation,
        data={"plan": review.plan_version},
    )
    announce(review.project_id)
    return review
