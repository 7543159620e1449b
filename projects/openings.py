"""First openings: whoever could decide on a thing is noted once when they look at it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.db import models
from django.http import HttpRequest, HttpResponse

from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.wall.eyes import acting
from projects.models import Opening, Project, ProjectScoped
from projects.rights import DECISION_POINTS

# things on which somebody decides, by the model that a deciding action takes first
DECIDED_ON = frozenset(
    {
        "acceptance.asset",
        "acceptance.deliverable",
        "acceptance.submission",
        "contractors.rating",
        "lifecycle.gatereview",
        "planning.planitem",
        "planning.requirement",
        "projects.engagement",
        "projects.ownershiptransfer",
        "projects.project",
        "projects.subcontract",
        "prosecution.breach",
        "prosecution.obligation",
        "selection.award",
        "selection.contract",
        "selection.modedecision",
        "selection.ownershipclause",
        "selection.tender",
        "supervision.changerequest",
        "supervision.milestone",
        "supervision.payment",
        "supervision.statusreport",
    }
)

REMEMBERED = 24 * 60 * 60  # seconds in which the database is not asked again


def note_opening(user: User, thing: models.Model) -> None:
    """Remember that `user` opened `thing` now, if it is the first time and they could decide.

    What a form is about to make is not there yet, and nobody opened it.
    """
    if thing.pk is None or thing._meta.label_lower not in DECIDED_ON:
        return
    project = thing if isinstance(thing, Project) else getattr(thing, "project", None)
    if not isinstance(project, Project) or not _decides_in(user, project):
        return
    key = f"opened-{user.pk}-{thing._meta.label_lower}-{thing.pk}"
    if cache.get(key):
        return
    opening = Opening(
        project=project,
        user=user,
        subject_type=thing._meta.label_lower,
        subject_id=thing.pk,
    )
    # whoever looks writes nothing; that they looked is written by them as somebody who acts
    with acting(user):
        Opening.objects.bulk_create([opening], ignore_conflicts=True)
    cache.set(key, True, REMEMBERED)  # noqa: FBT003 - the cache's own signature


def first_opening(user: User, thing: models.Model) -> datetime | None:
    """When `user` first opened `thing`; None where nobody saw them do it."""
    opened: datetime | None = (
        Opening.objects.filter(user=user, subject_type=thing._meta.label_lower, subject_id=thing.pk)
        .values_list("opened_at", flat=True)
        .first()
    )
    return opened


def _decides_in(user: User, project: Project) -> bool:
    scope = access.scope_of(user)
    return any(scope.holds(point.right, project) for point in DECISION_POINTS.values())


class OpeningMiddleware:
    """Notes what a page shows: its `object`, or the `subject` of an action."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing here: templates tell what they show."""
        return self.get_response(request)

    def process_template_response(self, request: HttpRequest, response: Any) -> Any:
        """One upsert for a page of a thing on which the reader could decide."""
        view = (response.context_data or {}).get("view")
        thing: Any = getattr(view, "object", None) or getattr(view, "subject", None)
        user = getattr(request, "user", None)
        is_scoped = isinstance(thing, Project | ProjectScoped)
        if is_scoped and request.method == "GET" and isinstance(user, User):
            note_opening(user, thing)
        return response
