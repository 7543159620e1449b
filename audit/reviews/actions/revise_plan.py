"""Announce an audit plan again, changed."""

from collections.abc import Mapping
from typing import Any, cast

from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from audit.reviews.mail import tell_of
from audit.reviews.mandate import require_auditor
from audit.reviews.models import Review
from audit.reviews.planning import Plan, check_plan, check_team, keep_version, plan_of
from egov_outsource.accounts.models import User
from egov_outsource.errors import NotReady
from projects.concurrency import locked
from projects.events import announce


@action
def revise_plan(
    review: Review,
    *,
    actor: User,
    contents: Mapping[str, Any],
    reason: str,
    expected_version: int | None = None,
) -> Review:
    """The auditors change what they announced, as long as they have not begun.

    `contents` are parts of the plan and `team`; what is not named stays. Every version is kept.
    Recorded as `review:revised` with the whole plan and the reason.
    """
    review = locked(review, expected_version=expected_version)
    engagement = require_auditor(review, actor)
    if review.status != Review.Status.ANNOUNCED:
        raise NotReady(
            "REVIEW-BEGUN", _("The plan is revised only before the audit begins; it has begun.")
        )
    names = Plan.__annotations__
    plan = cast("Plan", {name: contents.get(name, getattr(review, name)) for name in names})
    check_plan(plan)
    people = check_team(contents.get("team", review.team.all()), engagement, actor)
    for name, value in plan.items():
        setattr(review, name, value)
    review.plan_version += 1
    review.version += 1
    review.save(update_fields=[*names, "plan_version", "version"])
    review.team.set(people)
    keep_version(review, actor=actor, reason=reason)
    record(
        "review:revised",
        review,
        actor=actor,
        organisation=engagement.organisation,
        data={**plan_of(review), "reason": reason},
    )
    announce(review.project_id)
    tell_of("announced", review)
    return review
