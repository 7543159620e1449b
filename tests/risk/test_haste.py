"""How many decisions came at once is counted by the days of the platform, with the limits of the
control-right map."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from projects.exercising import HASTE, LEAST_DECISIONS, PERIOD, Exercise
from projects.models import Decision, Project
from risk.gather.haste import read_haste
from tests.build.risk import AS_OF, at, bare_project, logged

pytestmark = pytest.mark.django_db

SOME_DAY = at("2025-01-15")
MOMENT = timedelta(microseconds=1)


def decided(project: Project, *moments: datetime, after: timedelta | None = MOMENT) -> None:
    """Decisions at these moments, so long after their subject was opened."""
    for moment in moments:
        with time_machine.travel(moment, tick=False):
            logged(project, project.created_by, opened_at=None if after is None else moment - after)


def midnight(day: date) -> datetime:
    """When that day begins where the platform is."""
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo("Asia/Shanghai"))


def test_fewer_than_ten_decisions_of_known_opening_say_nothing() -> None:
    project = bare_project()
    decided(project, *[SOME_DAY] * 9)
    decided(project, *[SOME_DAY] * 5, after=None)
    decided(bare_project(), *[SOME_DAY] * 5)
    assert read_haste(project.pk, AS_OF) is None
    decided(project, SOME_DAY)
    assert read_haste(project.pk, AS_OF) == 1


def test_exactly_two_minutes_are_no_haste_here_and_on_the_control_right_map() -> None:
    assert (timedelta(minutes=2), 10, timedelta(days=180)) == (HASTE, LEAST_DECISIONS, PERIOD)
    project = bare_project()
    decided(project, *[SOME_DAY] * 4, after=timedelta(minutes=2))
    decided(project, *[SOME_DAY] * 6, after=timedelta(minutes=2) - MOMENT)
    assert read_haste(project.pk, AS_OF) == 0.6
    names = ("point", "holder", "is_as_declared", "decided_by_id", "decided_at", "opened_at")
    log = [Exercise(*row) for row in Decision.objects.values_list(*names)]
    assert sum(one.is_hasty for one in log) == 6


@pytest.mark.parametrize(
    ("moment", "is_counted"),
    [
        (midnight(AS_OF + timedelta(days=1)) - MOMENT, True),
        (midnight(AS_OF + timedelta(days=1)), False),
        (midnight(AS_OF - PERIOD), True),
        (midnight(AS_OF - PERIOD) - MOMENT, False),
    ],
)
def test_the_day_of_a_decision_is_that_of_the_platform(moment: datetime, is_counted: bool) -> None:
    project = bare_project()
    decided(project, *[SOME_DAY] * 10, after=timedelta(hours=1))
    decided(project, moment)
    assert read_haste(project.pk, AS_OF) == (pytest.approx(1 / 11) if is_counted else 0)
