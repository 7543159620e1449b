"""Published dates as instants."""

import re
from datetime import date, datetime, timedelta

RFC_3339 = re.compile(
    r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:[0-5]\d)", flags=re.ASCII
)
DATE = re.compile(r"\d{4}-\d\d-\d\d", flags=re.ASCII)
DAY = timedelta(days=1)


def instant(text: str | None) -> datetime | None:
    """The instant of a full date, time and offset by RFC 3339, else None."""
    if text is None or RFC_3339.fullmatch(text) is None:
        return None
    try:
        return datetime.fromisoformat(text.upper())
    except ValueError:
        return None


def whole_days(start: datetime, end: datetime) -> int:
    """Full days from `start` to `end`, a rest cut off; negative when the end comes first."""
    length = end - start
    return length // DAY if length >= timedelta() else -(-length // DAY)


def is_later(text: str | None, limit: str | None) -> bool:
    """Whether `text` is certainly after `limit`.

    Both instants: compared as such, whatever their offsets. A day without time, on either side:
    only a later day is certainly later. Anything else cannot be compared, so it is not late.
    """
    moment, end = instant(text), instant(limit)
    if moment is not None and end is not None:
        return moment > end
    this, last = _day(text), _day(limit)
    if this is None or last is None:
        return False
    has_day = _is_day(text) or _is_day(limit)
    return has_day and this > last


def _is_day(text: str | None) -> bool:
    return text is not None and DATE.fullmatch(text) is not None


def _day(text: str | None) -> date | None:
    """The day as written, of a date or of an instant."""
    if text is None:
        return None
    if DATE.fullmatch(text) is None:
        moment = instant(text)
        return moment.date() if moment else None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
