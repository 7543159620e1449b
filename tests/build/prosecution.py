"""Builders of obligations and breaches."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from contractors.models import Rating
from projects.prosecution.actions.add_obligation import add_obligation
from projects.prosecution.actions.give_notice import give_notice
from projects.prosecution.actions.open_breach import open_breach
from projects.prosecution.actions.rate_contractor import ASPECTS, rate_contractor
from projects.prosecution.models import Breach, Obligation
from tests.build.projects import Cast


def obligation(cast: Cast, **facts: Any) -> Obligation:
    """An obligation of the contractor, due yesterday."""
    given = {
        "party": cast.contractor,
        "title": "Restore the service within 4 hours",
        "due": timezone.localdate() - timedelta(days=1),
    } | facts
    return add_obligation(cast.project, actor=cast.officer, **given)


def breach(cast: Cast, *, noticed: bool = True) -> Breach:
    """A breach, with notice given unless told otherwise."""
    opened = open_breach(
        obligation(cast),
        actor=cast.officer,
        text="Down for 7 hours",
        discovered_on=timezone.localdate(),
    )
    if not noticed:
        return opened
    cure = timezone.localdate() + timedelta(days=14)
    return give_notice(opened, actor=cast.officer, notice="Restore and explain", cure_by=cure)


def rating(cast: Cast) -> Rating:
    """A rating of the contractor, open for comment."""
    today = timezone.localdate()
    return rate_contractor(
        cast.project,
        actor=cast.officer,
        organisation=cast.contractor,
        period_start=today - timedelta(days=365),
        period_end=today,
        scores=dict.fromkeys(ASPECTS, 4),
        narrative="On time, well documented",
    )
