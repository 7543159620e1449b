"""Announce an audit of a project."""

from audit.log.action import action
from audit.log.record import record
from audit.reviews.mandate import engagement_of
from audit.reviews.models import Review
from egov_outsource.accounts.models import User
from projects.events import announce
from projects.models import Project
from projects.parts import Part, require_single_part


@action
def open_review(project: Project, *, actor: User, title: str, plan: str) -> Review:
    """Auditors engaged for the project announce what they will look at, and how.

    SOD-9 and SOD-14 apply. Recorded as `review:opened`.
    """
    engagement = engagement_of(project, actor)
    require_single_part(actor, project, Part.AUDITOR)
    review = Review.objects.create(
        project=project, engagement=engagement, title=title, plan=plan, opened_by=actor
    )
    record(
        "review:opened",
        review,
        actor=actor,
        organisation=engagement.organisation,
        data={"plan": plan, "until": engagement.valid_to},
    )
    announce(project.pk)
    return review
