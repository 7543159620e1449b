"""From a raw value to a value with its state: not due, not applicable, too few, missing, OK."""

import numpy as np

from risk.catalogue import State, Values
from risk.columns import Days, Flags, Floats
from risk.facts import AsOf, Facts

VALID_DAYS = 45
FIRST_MONTH = 31
SUPERVISION, PROSECUTION = 2, 4  # stages
CONTRACTED, ACCEPTED = 2, 4  # gates


def values(
    x: Floats,
    *,
    due: Flags,
    applies: Flags | None = None,
    enough: Flags | None = None,
    stale: Flags | None = None,
) -> Values:
    """States in the order of their precedence; x that is NaN while due is MISSING."""
    states = np.where(np.isnan(x), State.MISSING, State.OK).astype(np.int8)
    if stale is not None:
        states[stale & (states == State.OK)] = State.STALE
    if enough is not None:
        states[~enough] = State.SUPPRESSED
    if applies is not None:
        states[~applies] = State.NOT_APPLICABLE
    states[~due] = State.NOT_DUE
    return Values(x=np.where(states == State.OK, x, np.nan), states=states)


def age_days(since: Days, as_of: AsOf) -> Floats:
    """Days from `since` to the day of the run, NaN where unknown."""
    days = (as_of - since).astype("timedelta64[D]").astype(np.float64)
    return np.where(np.isnat(since), np.nan, days)


def is_stale(since: Days, as_of: AsOf, valid: int = VALID_DAYS) -> Flags:
    """Whether facts of that day are older than their validity."""
    return np.asarray(age_days(since, as_of) > valid)


def under_way(facts: Facts) -> Flags:
    """Being built for a month at least, or already reported on."""
    building = facts.basis.stage >= SUPERVISION
    month = age_days(facts.basis.started, facts.as_of) >= FIRST_MONTH
    return building & (month | (facts.supervision.periods > 0))


def retired(facts: Facts) -> Flags:
    """Past final acceptance: indicators of the build have left the score."""
    return facts.basis.stage >= PROSECUTION
