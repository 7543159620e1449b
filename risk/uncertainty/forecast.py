"""The cost forecast: the point estimate at completion, and how much more it may become.

What has been spent is certain; the multiplier of the reference class applies to the work that is
left, as its remaining cost is estimated from the cost performance so far. A forecast made at the
start is the plan times the multiplier, one made at the end is what it cost.
"""

from dataclasses import dataclass

from risk.uncertainty.reference import ReferenceClass

OVERRUN = 1.5


@dataclass(frozen=True, slots=True)
class Progress:
    """Earned and spent so far as shares of the budget at completion."""

    earned: float
    spent: float

    @property
    def remaining(self) -> float:
        """The cost of what is left, at the cost performance so far; as planned before there is
        any."""
        left = max(1.0 - self.earned, 0.0)
        performance = self.earned / self.spent if self.earned > 0 and self.spent > 0 else 1.0
        return left / performance

    @property
    def point(self) -> float:
        """EAC = AC + (BAC - EV) / CPI."""
        return self.spent + self.remaining


@dataclass(frozen=True, slots=True)
class Forecast:
    """Costs at completion as shares of the budget at completion."""

    progress: Progress
    compared: ReferenceClass

    def at(self, level: float) -> float:
        """The cost that is not exceeded with probability `level`."""
        return self.progress.spent + self.progress.remaining * self.compared.ratios.at(level)

    @property
    def chance_of_overrun(self) -> float:
        """The probability of more than 50 % above the budget."""
        left = self.progress.remaining
        if left <= 0:
            return float(self.progress.spent > OVERRUN)
        needed = (OVERRUN - self.progress.spent) / left
        return self.compared.ratios.exceeds(needed) if needed > 0 else 1.0
