"""The clock of the story: each step happens on its own day of the past.

The database's clock stays as it is, so the audit trail says when the story was loaded; nobody,
not even the demonstration, can back-date it.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from typing import ParamSpec, TypeVar

import time_machine
from django.utils import timezone

from egov_outsource.access import remembered_scopes

P = ParamSpec("P")
R = TypeVar("R")

Day = date | str
OPENING = time(9, 0)
SATURDAY = 5
STEP = timedelta(minutes=2)
_steps: Counter[date] = Counter()


def day_of(day: Day) -> date:
    """A day given as a date or as ISO text."""
    return date.fromisoformat(day) if isinstance(day, str) else day


def moment(day: Day, at: time = time(0, 0)) -> datetime:
    """A time of the platform's zone on that day."""
    return timezone.make_aware(datetime.combine(day_of(day), at))


@contextmanager
def on(day: Day, at: time | None = None) -> Iterator[None]:
    """What happens within happens on `day`, each time a little later."""
    the_day = day_of(day)
    _steps[the_day] += 1
    then = moment(the_day, at or OPENING) + _steps[the_day] * STEP
    # in UTC: with a named zone the zone of the whole process would be changed
    with time_machine.travel(then.astimezone(UTC), tick=True), remembered_scopes():
        yield


def do(day: Day, verb: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Let somebody do something on `day`."""
    with on(day):
        return verb(*args, **kwargs)


def days_after(day: Day, count: int) -> date:
    """The working day `count` days after `day`, or the Monday that follows."""
    found = day_of(day) + timedelta(days=count)
    while found.weekday() >= SATURDAY:
        found += timedelta(days=1)
    return found
