"""Rate a contractor's performance."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from contractors.models import Rating
from egov_outsource import access
from egov_outsource.accounts.models import Organisation, User
from egov_outsource.errors import Conflict, Invalid
from projects.concurrency import locked
from projects.events import announce
from projects.models import Engagement, Project
from projects.prosecution.limits import COMMENT_DAYS
from projects.rights import Right
from projects.roles import Capacity

ASPECTS = ("quality", "schedule", "cost", "management", "security")


@action
def rate_contractor(
    project: Project,
    *,
    actor: User,
    organisation: Organisation,
    period_start: date,
    period_end: date,
    scores: Mapping[str, int],
    narrative: str,
) -> Rating:
    """Officers of the owner rate a contractor on five aspects, 1 to 5, with reasons.

    It is open for the contractor's comment for 14 days. Recorded as `rating:opened`.
    """
    project = locked(project)
    access.require(actor, Right.EDIT_PROSECUTION, project)
    if period_end < period_start:
        raise Invalid(
            "RATING-PERIOD",
            _("The period ends before it begins."),
            fields={"period_end": _("Choose a date after the beginning.")},
        )
    contractors = Engagement.objects.filter(
        project=project, organisation=organisation, capacity=Capacity.CONTRACTOR.value
    )
    if not contractors.exists():
        raise Invalid(
            "RATING-PARTY",
            _("This organisation is no contractor of the project."),
            fields={"organisation": _("Choose a contractor of the project.")},
        )
    try:
        with transaction.atomic():
            rating = Rating.objects.create(
                project=project,
                organisation=organisation,
                period_start=period_start,
                period_end=period_end,
                narrative=narrative,
                status=Rating.Status.OPEN,
                rated_by=actor,
                comment_by=timezone.localdate() + timedelta(days=COMMENT_DAYS),
                **{aspect: scores[aspect] for aspect in ASPECTS},
            )
    except IntegrityError as error:
        raise Conflict(
            "RATING-TWICE", _("This contractor is already rated for a period ending on that day.")
        ) from error
    record(
        "rating:opened",
        rating,
        actor=actor,
        data={"organisation": organisation, "scores": dict(scores), "narrative": narrative},
    )
    announce(project.pk)
    return rating
