"""Builders of deliverables, submissions and checks."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from projects.acceptance.actions.declare_criterion import declare_criterion
from projects.acceptance.actions.plan_deliverable import plan_deliverable
from projects.acceptance.actions.record_check import record_check
from projects.acceptance.actions.register_asset import register_asset
from projects.acceptance.actions.submit_deliverable import submit_deliverable
from projects.acceptance.models import Asset, Deliverable, Submission
from projects.acceptance.ownership import FULL, NONE
from tests.build.evidence import pdf, upload
from tests.build.projects import Cast


def planned(cast: Cast, **facts: Any) -> Deliverable:
    """A deliverable of the cast's contractor with two criteria, one of them optional."""
    given = {
        "code": "D-1",
        "title": "Portal, release 1",
        "due": timezone.localdate() + timedelta(days=10),
        "organisation": cast.contractor,
    } | facts
    deliverable = plan_deliverable(cast.project, actor=cast.officer, **given)
    declare_criterion(
        deliverable,
        actor=cast.leader,
        text="1 000 users at once, answers within 2 s",
        method="load test",
    )
    declare_criterion(
        deliverable,
        actor=cast.leader,
        text="Manual in two languages",
        method="reading",
        is_mandatory=False,
    )
    return deliverable


def handed_in(cast: Cast, deliverable: Deliverable | None = None, text: str = "v1") -> Submission:
    """A submission of the contractor's project manager."""
    return submit_deliverable(
        deliverable or planned(cast), actor=cast.project_manager, files=[upload(pdf(text))]
    )


def checked(cast: Cast, submission: Submission, result: str = "passed") -> Submission:
    """All criteria checked by the supervisor."""
    for criterion in submission.deliverable.criteria.all():
        record_check(submission, actor=cast.supervisor, criterion=criterion, result=result)
    return submission


def registered(cast: Cast, **facts: Any) -> Asset:
    """An asset that the contractor holds although government has the title."""
    given = {
        "kind": "source",
        "name": "Source of the portal",
        "title": FULL,
        "custody": NONE,
        "control": NONE,
        "holder": cast.contractor,
    } | facts
    return register_asset(cast.project, actor=cast.officer, facts=given)
