"""The government ownership index: title, custody and operational control of every asset.

Pure arithmetic; `risk` computes the same from the same weights.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

# class → weight, the most valuable first
WEIGHTS: Mapping[str, int] = {
    "data": 5,
    "source": 5,
    "keys": 4,
    "tenancy": 4,
    "data_model": 3,
    "models": 3,
    "documents": 2,
    "hardware": 2,
    "licences": 2,
    "logs": 2,
}
CORE = frozenset({"data", "source", "keys", "tenancy"})
TITLE, CUSTODY, CONTROL = Decimal("0.4"), Decimal("0.3"), Decimal("0.3")
VALID = timedelta(days=365)  # an older verification, or none, halves custody
NONE, SHARED, FULL = Decimal(0), Decimal("0.5"), Decimal(1)
LEVELS = (NONE, SHARED, FULL)


@dataclass(frozen=True)
class Standing:
    """What government has of one asset, and when somebody last verified the custody.

    `confirmed` is what the last verification found; None if there was none.
    """

    kind: str
    title: Decimal
    custody: Decimal
    control: Decimal
    verified_on: date | None = None
    confirmed: bool | None = None
    required: bool = True

    @property
    def weight(self) -> int:
        """The weight of its class."""
        return WEIGHTS[self.kind]

    def is_verified(self, today: date) -> bool:
        """Whether custody was confirmed within the last twelve months."""
        return (
            self.confirmed is True
            and self.verified_on is not None
            and today - self.verified_on <= VALID
        )

    def counted_custody(self, today: date) -> Decimal:
        """Custody as it counts: nothing when the check failed, half when it is old or missing."""
        if self.confirmed is False:
            return NONE
        return self.custody if self.is_verified(today) else self.custody / 2

    def owned(self, today: date) -> Decimal:
        """The share of the asset that government owns in fact."""
        custody = self.counted_custody(today)
        return TITLE * self.title + CUSTODY * custody + CONTROL * self.control


def ownership_index(register: Iterable[Standing], today: date) -> Decimal | None:
    """GOI: 1 when government holds title, custody and control of everything; None of nothing.

    Title alone, ownership on paper, reaches 0.4 at most.
    """
    rows = list(register)
    if not rows:
        return None
    total = sum(row.weight for row in rows)
    return sum((row.weight * row.owned(today) for row in rows), Decimal(0)) / total


def handover_gap(register: Iterable[Standing], today: date) -> Decimal | None:
    """The weighted share of required assets that are not verified in government's custody."""
    rows = [row for row in register if row.required]
    if not rows:
        return None
    held = sum(r.weight for r in rows if r.custody == FULL and r.is_verified(today))
    return 1 - Decimal(held) / sum(row.weight for row in rows)
