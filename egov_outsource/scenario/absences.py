"""Two absences: a leader's leave that is over, and an officer's training that runs now."""

from datetime import timedelta

from django.utils import timezone

from egov_outsource.accounts.actions.create_delegation import create_delegation
from egov_outsource.scenario.cast import Cast
from egov_outsource.scenario.clock import days_after, do, moment


def let_stand_in(cast: Cast) -> None:
    """The leader was away in August 2026; the officer is away now."""
    do(
        "2026-08-17",
        create_delegation,
        cast.person("zhao"),
        actor=cast.person("zhao"),
        organisation=cast.of("udb"),
        delegate=cast.person("sarnai"),
        valid_from=moment("2026-08-17"),
        valid_to=moment("2026-08-29"),
        reason="Annual leave",
    )
    today = timezone.localdate()
    do(
        today - timedelta(days=2),
        create_delegation,
        cast.person("bao"),
        actor=cast.person("bao"),
        organisation=cast.of("udb"),
        delegate=cast.person("sun"),
        valid_from=moment(today - timedelta(days=2)),
        valid_to=moment(days_after(today, 10)),
        reason="Training course",
    )
