"""A measured value with its state, and the small arithmetic that the stages share."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from risk.catalogue import State

Number = float | None


@dataclass(frozen=True)
class Value:
    """What an indicator came to; x only where the state is OK."""

    x: Number
    state: State


def value(
    x: Number, *, due: bool, applies: bool = True, enough: bool = True, stale: bool = False
) -> Value:
    """x with its state: the first that holds of not due, not applicable, suppressed, missing,
    stale."""
    if not due:
        state = State.NOT_DUE
    elif not applies:
        state = State.NOT_APPLICABLE
    elif not enough:
        state = State.SUPPRESSED
    elif x is None:
        state = State.MISSING
    elif stale:
        state = State.STALE
    else:
        state = State.OK
    return Value(x if state is State.OK else None, state)


def share(part: object, whole: object) -> Number:
    """part / whole; None where either is unknown or the whole is nothing."""
    if part is None or not whole:
        return None
    return float(part) / float(whole)  # type: ignore[arg-type]


def lacking(part: object, whole: object) -> Number:
    """1 - part / whole."""
    found = share(part, whole)
    return None if found is None else 1 - found


def day_of(moment: datetime | None) -> date | None:
    """The day on which a moment falls where the platform is."""
    return None if moment is None else timezone.localdate(moment)


def year_after(day: date) -> date:
    """The same day of the next year; 28 February for 29 February."""
    if (day.month, day.day) == (2, 29):
        return date(day.year + 1, 2, 28)
    return day.replace(year=day.year + 1)
