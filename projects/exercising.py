"""Who really decides: the declared rights against the decision log. Pure arithmetic."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from projects.rights import DECISION_POINTS, Holder

PERIOD = timedelta(days=180)
LEAST_DECISIONS = 10  # fewer say nothing about who really decides
HASTE = timedelta(minutes=2)
HASTY_SHARE = 0.8
LEAST_OPENED = 5  # fewer say nothing about one person


@dataclass(frozen=True)
class Exercise:
    """One logged decision, as far as the indices ask."""

    point: str
    holder: str
    as_declared: bool
    person: int
    decided_at: datetime
    opened_at: datetime | None = None

    @property
    def weight(self) -> int:
        """The weight of the decision point."""
        return DECISION_POINTS[self.point].weight

    @property
    def is_hasty(self) -> bool:
        """Decided less than two minutes after the person first opened the object."""
        return self.opened_at is not None and self.decided_at - self.opened_at < HASTE


@dataclass(frozen=True)
class Gap:
    """FRG: the weighted share of decisions whose decider is not in the declared allocation."""

    decisions: int
    weight: int
    outside: int

    @property
    def index(self) -> float | None:
        """The gap; None without decisions."""
        return self.outside / self.weight if self.weight else None

    @property
    def is_enough(self) -> bool:
        """Whether there are enough decisions to speak of."""
        return self.decisions >= LEAST_DECISIONS


@dataclass(frozen=True)
class Stamp:
    """One person's decisions whose opening is known, and how many of them were hasty."""

    person: int
    opened: int
    hasty: int

    @property
    def share(self) -> float:
        """How much of it was hasty."""
        return self.hasty / self.opened

    @property
    def is_rubber(self) -> bool:
        """More than 80 % within two minutes: formally correct, perhaps hollow."""
        return self.opened >= LEAST_OPENED and self.share > HASTY_SHARE


def gap(log: Iterable[Exercise]) -> Gap:
    """FRG over `log`, which the caller has cut to the period."""
    rows = list(log)
    return Gap(
        decisions=len(rows),
        weight=sum(row.weight for row in rows),
        outside=sum(row.weight for row in rows if not row.as_declared),
    )


def gap_by_dimension(log: Iterable[Exercise]) -> dict[str, Gap]:
    """FRG of each dimension that was decided in."""
    rows: dict[str, list[Exercise]] = defaultdict(list)
    for row in log:
        rows[row.point[0]].append(row)
    return {dimension: gap(found) for dimension, found in rows.items()}


def exercised_shares(log: Iterable[Exercise]) -> dict[str, dict[str, float]]:
    """Who decided each point, as shares of its decisions."""
    counted: dict[str, dict[str, int]] = {}
    for row in log:
        of_point = counted.setdefault(row.point, dict.fromkeys((h.value for h in Holder), 0))
        of_point[row.holder] += 1
    return {
        point: {holder: number / sum(found.values()) for holder, number in found.items()}
        for point, found in counted.items()
    }


def stamps(log: Iterable[Exercise]) -> list[Stamp]:
    """The pace of everybody whose openings are known, the hastiest first."""
    opened: dict[int, list[bool]] = defaultdict(list)
    for row in log:
        if row.opened_at is not None:
            opened[row.person].append(row.is_hasty)
    found = [Stamp(person, len(paces), sum(paces)) for person, paces in opened.items()]
    return sorted(found, key=lambda stamp: (-stamp.share, stamp.person))
