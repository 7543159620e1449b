"""Announce an audit of a project."""

from collections.abc import Iterable
from datetime import date

from audit.log.action import action
from audit.log.record import record
from audit.reviews.mail import tell_of
from audit.reviews.mandate import engagement_of
from audit.reviews.models import Review
from audit.reviews.planning import Plan, check_plan, check_team, keep_version, plan_of
from egov_outsource.accounts.models import User
from projects.events import announce
from projects.models import Project


@action
def open_review(
    project: Project,
    *,
    actor: User,
    title: str,
    plan: str,
    scope: str = "",
    criteria: str = "",
    period_start: date | None = None,
    period_end: date | None = None,
    team: Iterable[User] = (),
) -> Review:
    """Auditors engaged for the project announce what they will look at, how, and with whom.

    SOD-9 and SOD-14 apply to each of the team. Recorded as `review:opened` with the plan.
    """
    engagement = engagement_of(project, actor)
    contents = Plan(
        title=title,
        plan=plan,
        scope=scope,
        criteria=criteria,
        period_start=period_start,
        period_end=period_end,
    )
    check_plan(contents)
    people = check_team(team, engagement, actor)
    review = Review.objects.create(
        project=project, engagement=engagement, opened_by=actor, **contents
    )
    review.team.set(people)
    keep_version(review, actor=actor)
    record(
        "review:opened",
        review,
        actor=actor,
        organisation=engagement.organisation,
        data={**plan_of(review), "until": engagement.valid_to},
    )
    announce(project.pk)
    tell_of("announced", review)
    return review
