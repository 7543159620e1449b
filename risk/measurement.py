"""From facts to the matrix that is scored: every live indicator measures all projects at once."""

import logging

import numpy as np

from risk.catalogue import Indicator, State, Values, quantised
from risk.columns import Floats
from risk.facts import Facts
from risk.indicators import LIVE
from risk.scoring.matrix import in_order

logger = logging.getLogger(__name__)

ORDER = in_order(LIVE)
CODES = tuple(indicator.code for indicator in ORDER)

Measured = dict[Indicator, Values]


def measured(facts: Facts) -> Measured:
    """Values of every live indicator; one that fails is an error of its own, not of the run."""
    found: Measured = {}
    for indicator in ORDER:
        try:
            found[indicator] = indicator.measure(facts)  # type: ignore[misc]
        except Exception:
            logger.exception("Indicator %s failed", indicator.code)
            found[indicator] = failed(len(facts))
    return found


def failed(projects: int) -> Values:
    """What stands for an indicator whose measure failed."""
    return Values(x=np.full(projects, np.nan), states=np.full(projects, State.ERROR, dtype=np.int8))


def inputs_of(values: Measured) -> Floats:
    """Measured values [K, N] as they enter the score, six decimals."""
    return quantised(np.stack([values[one].x for one in ORDER]))
