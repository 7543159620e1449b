"""From facts to the matrix that is scored: every live indicator measures all projects at once."""

import logging
from dataclasses import replace

import numpy as np

from risk.catalogue import Indicator, State, Values, quantised
from risk.columns import Floats, Shorts
from risk.definitions.facts_read import dated_by
from risk.facts import Facts
from risk.indicators import LIVE
from risk.measuring import age_days
from risk.scoring.matrix import in_order

logger = logging.getLogger(__name__)

ORDER = in_order(LIVE)
CODES = tuple(indicator.code for indicator in ORDER)

LONGEST = 32_767.0  # what a smallint holds

Measured = dict[Indicator, Values]


def measured(facts: Facts) -> Measured:
    """Values of every live indicator, each with its age; one that fails is an error of its own,
    not of the run."""
    found: Measured = {}
    ages: dict[frozenset[tuple[str, str]], Floats] = {}
    for indicator in ORDER:
        try:
            values = indicator.measure(facts)  # type: ignore[misc]
            days = dated_by(indicator)
            if days not in ages:
                ages[days] = age(facts, days)
            found[indicator] = replace(values, ages=ages[days])
        except Exception:
            logger.exception("Indicator %s failed", indicator.code)
            found[indicator] = failed(len(facts))
    return found


def age(facts: Facts, days: frozenset[tuple[str, str]]) -> Floats:
    """Days since the newest of these facts changed, NaN where that is not known."""
    newest = np.full(len(facts), np.datetime64("NaT"), dtype="datetime64[D]")
    for group, column in days:
        newest = np.fmax(newest, getattr(getattr(facts, group), column))
    return np.maximum(age_days(newest, facts.as_of), 0.0)


def failed(projects: int) -> Values:
    """What stands for an indicator whose measure failed."""
    return Values(x=np.full(projects, np.nan), states=np.full(projects, State.ERROR, dtype=np.int8))


def inputs_of(values: Measured) -> Floats:
    """Measured values [K, N] as they enter the score, six decimals."""
    return quantised(np.stack([values[one].x for one in ORDER]))


def ages_of(values: Measured) -> Shorts:
    """Ages [K, N] as they are stored: whole days, -1 where unknown."""
    return np.stack([as_stored(values[one].ages, len(values[one].x)) for one in ORDER])


def as_stored(ages: Floats | None, projects: int) -> Shorts:
    """Ages as whole days in a smallint, -1 where unknown."""
    if ages is None:
        return np.full(projects, -1, dtype=np.int16)
    return np.where(np.isnan(ages), -1.0, np.minimum(ages, LONGEST)).astype(np.int16)
