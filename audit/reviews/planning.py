"""What an audit plan must be like, who can be in its team, and when it begins."""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypedDict

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.reviews.independence import require_independent
from audit.reviews.models import PlanVersion, Review
from egov_outsource.accounts.models import Membership, User
from egov_outsource.errors import Invalid, Text
from projects.models import Engagement
from projects.parts import Part, require_single_part


class Plan(TypedDict):
    """What is announced."""

    title: str
    plan: str
    scope: str
    criteria: str
    period_start: date | None
    period_end: date | None


def auditors_of(engagement: Engagement) -> QuerySet[User]:
    """Who can be in the team: the auditors of the engaged organisation."""
    members = Membership.objects.in_force().filter(
        organisation=engagement.organisation_id, role=Membership.Role.AUDITOR
    )
    people: QuerySet[User] = User.objects.filter(pk__in=members.values("user"), is_active=True)
    return people.order_by("name", "pk")


def check_plan(plan: Plan) -> None:
    """Refuse a plan without words or with a period that ends before it starts."""
    wrong: dict[str, Text] = {
        name: _("This is needed.") for name in ("title", "plan") if not plan[name].strip()
    }
    start, end = plan["period_start"], plan["period_end"]
    if start and end and end < start:
        wrong["period_end"] = _("The period ends before it starts.")
    if wrong:
        raise Invalid("REVIEW-PLAN", _("The plan cannot be announced like this."), fields=wrong)


def check_team(team: Iterable[User], engagement: Engagement, actor: User) -> list[User]:
    """The team with whoever announces; each an auditor, independent, with no other part.

    SOD-9 and SOD-14 for every one of them, at assignment.
    """
    people = {person.pk: person for person in (actor, *team)}
    known = set(auditors_of(engagement).filter(pk__in=people).values_list("pk", flat=True))
    if set(people) - known - {actor.pk}:
        raise Invalid(
            "REVIEW-TEAM",
            _("The team consists of auditors of your organisation."),
            fields={"team": _("Choose auditors of your organisation.")},
        )
    for person in people.values():
        require_independent(person, engagement.project)
        require_single_part(person, engagement.project, Part.AUDITOR)
    return list(people.values())


def keep_version(review: Review, *, actor: User, reason: str = "") -> PlanVersion:
    """Write down the plan as it stands, as the version that the review says."""
    return PlanVersion.objects.create(
        project=review.project,
        review=review,
        number=review.plan_version,
        title=review.title,
        plan=review.plan,
        scope=review.scope,
        criteria=review.criteria,
        period_start=review.period_start,
        period_end=review.period_end,
        team=sorted(review.team.values_list("pk", flat=True)),
        reason=reason,
        made_by=actor,
    )


def begin(review: Review) -> None:
    """The audit is under way from its first step; from now on the plan stays as announced."""
    if review.status != Review.Status.ANNOUNCED:
        return
    review.status, review.begun_at = Review.Status.UNDER_WAY, timezone.now()
    review.version += 1
    review.save(update_fields=["status", "begun_at", "version"])


def plan_of(review: Review) -> dict[str, Any]:
    """The plan as entries of the log have it."""
    return {
        "plan": review.plan,
        "scope": review.scope,
        "criteria": review.criteria,
        "period": [review.period_start, review.period_end],
        "team": sorted(review.team.values_list("pk", flat=True)),
        "version": review.plan_version,
    }
