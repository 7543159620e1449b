"""Earned value: how much was planned, done and spent, and what follows from it.

Pure arithmetic on cumulative amounts at a status date. What cannot be said is None: ratios while
nothing was due (PV = 0), a forecast from an efficiency of zero, the efficiency still needed when
the budget is already spent (AC ≥ BAC).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

ZERO = Decimal(0)


def _ratio(above: Decimal | None, below: Decimal | None) -> Decimal | None:
    return above / below if above is not None and below else None


@dataclass(frozen=True)
class EarnedValue:
    """The four measures of one status date; everything else follows."""

    bac: Decimal
    pv: Decimal
    ev: Decimal
    ac: Decimal

    @property
    def sv(self) -> Decimal:
        """Schedule variance, in money."""
        return self.ev - self.pv

    @property
    def cv(self) -> Decimal:
        """Cost variance."""
        return self.ev - self.ac

    @property
    def spi(self) -> Decimal | None:
        """Schedule performance index; undefined while nothing was due."""
        return _ratio(self.ev, self.pv)

    @property
    def cpi(self) -> Decimal | None:
        """Cost performance index; undefined while nothing was due or spent."""
        return _ratio(self.ev, self.ac) if self.pv else None

    @property
    def eac1(self) -> Decimal | None:
        """Estimate at completion if the work stays as costly as it was."""
        return _ratio(self.bac, self.cpi)

    @property
    def eac2(self) -> Decimal:
        """Estimate at completion if the rest costs what was planned."""
        return self.ac + self.bac - self.ev

    @property
    def eac3(self) -> Decimal | None:
        """Estimate at completion if time must be caught up at the present efficiency."""
        if self.spi is None or self.cpi is None:
            return None
        rest = _ratio(self.bac - self.ev, self.cpi * self.spi)
        return None if rest is None else self.ac + rest

    @property
    def etc(self) -> Decimal | None:
        """Estimate to complete, from the first estimate."""
        return None if self.eac1 is None else self.eac1 - self.ac

    @property
    def vac(self) -> Decimal | None:
        """Variance at completion: negative when it will cost more than the budget."""
        return None if self.eac1 is None else self.bac - self.eac1

    @property
    def overrun(self) -> Decimal | None:
        """The share of the budget by which the first estimate exceeds it."""
        return None if self.vac is None else -self.vac / self.bac

    @property
    def tcpi(self) -> Decimal | None:
        """The efficiency that the rest needs to stay within the budget."""
        if self.ac >= self.bac:
            return None
        return (self.bac - self.ev) / (self.bac - self.ac)


def earned_schedule(curve: Sequence[Decimal], ev: Decimal) -> Decimal:
    """In how many periods the plan would have earned `ev`.

    `curve` is the cumulative planned value, one number a period. Work beyond the end of the curve
    counts as the curve's whole length: the plan says no more.
    """
    before = ZERO
    for period, planned in enumerate(curve):
        if planned > ev:
            return period + (ev - before) / (planned - before)
        before = planned
    return Decimal(len(curve))


def spi_of_time(curve: Sequence[Decimal], ev: Decimal) -> Decimal | None:
    """Earned schedule over actual time; undefined while nothing was due."""
    if not curve or not curve[-1]:
        return None
    return earned_schedule(curve, ev) / len(curve)


def estimated_duration(planned: Decimal, spi_t: Decimal | None) -> Decimal | None:
    """How long the whole takes at the present pace, in the unit of `planned`."""
    return _ratio(planned, spi_t)
