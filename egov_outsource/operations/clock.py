"""What runs by the clock: when it was last done, how that ended, and when it is next."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from celery import current_app
from celery.schedules import BaseSchedule, crontab, maybe_schedule
from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import gettext as _

from egov_outsource.jobs.receivers import last_key


@dataclass(frozen=True)
class Scheduled:
    """A line of the schedule; `last` is unknown where Redis forgot it."""

    name: str
    task: str
    every: str
    last: datetime | None
    seconds: float | None
    state: str
    next: datetime

    @property
    def is_late(self) -> bool:
        """Whether it was due and not done for long."""
        return self.next < timezone.now() - timedelta(minutes=5)


def scheduled() -> list[Scheduled]:
    """Every line, in the order of the schedule."""
    lines: dict[str, dict[str, Any]] = current_app.conf.beat_schedule
    known = cache.get_many([last_key(line["task"]) for line in lines.values()])
    return [_line(name, line, known.get(last_key(line["task"]))) for name, line in lines.items()]


def _line(name: str, line: dict[str, Any], last: dict[str, Any] | None) -> Scheduled:
    schedule = maybe_schedule(line["schedule"], app=current_app)
    assert isinstance(schedule, BaseSchedule)  # noqa: S101 - neither None nor a number
    at = datetime.fromtimestamp(last["at"], tz=UTC) if last else None
    due = timezone.now() + schedule.remaining_estimate(at or timezone.now())
    return Scheduled(
        name=name,
        task=line["task"],
        every=_words(schedule),
        last=at,
        seconds=last["seconds"] if last else None,
        state=last["state"] if last else "",
        # what is left shrinks while it is asked for
        next=(due + timedelta(seconds=0.5)).replace(microsecond=0),
    )


def _words(schedule: Any) -> str:
    is_of_the_day = isinstance(schedule, crontab)
    if is_of_the_day:
        (minute,) = schedule.minute
        if len(schedule.hour) > 1:
            return _("every hour at minute %(minute)d") % {"minute": minute}
        (hour,) = schedule.hour
        return _("every day at %(time)s") % {"time": f"{hour:02}:{minute:02}"}
    seconds = schedule.run_every.total_seconds()
    if seconds < 1:
        return _("%(times)d times a second") % {"times": round(1 / seconds)}
    return _("every %(seconds)d seconds") % {"seconds": seconds}
