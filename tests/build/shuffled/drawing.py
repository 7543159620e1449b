"""Draws from a seed: days near the limits that rules ask about, moments near midnight, parties."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import time_machine
from django.conf import settings

from egov_outsource.accounts.models import Organisation, User
from tests.build.accounts import contractor, government, member, person, third_party
from tests.build.risk import AS_OF

T = TypeVar("T")

# days before AS_OF on which some rule changes its mind, and their neighbours
LIMITS = (0, 7, 8, 30, 31, 45, 46, 179, 180, 181, 364, 365, 366, 730, 731, 1096, 1097)
LONG_AGO, THEN = datetime(2015, 1, 1, tzinfo=UTC), datetime(2021, 8, 31, 16, tzinfo=UTC)
HOURS = (time(0, 0), time(0, 30), time(7, 59), time(8, 0), time(12, 0), time(23, 59))
PRICES = (0, 1000, 1250, 1250, 1249, 1600, 2000)


@dataclass
class Parties:
    """Those who take part in all drawn projects."""

    firms: list[Organisation] = field(
        default_factory=lambda: [contractor(f"Firm {n}") for n in range(6)]
    )
    watchers: list[Organisation] = field(
        default_factory=lambda: [third_party(f"Watcher {n}") for n in range(3)]
    )
    owner: Organisation = field(default_factory=government)
    people: list[User] = field(default_factory=lambda: [person() for _ in range(4)])

    def __post_init__(self) -> None:
        self.leader = member(self.owner, "leader")
        member(self.firms[0], "engineer", user=self.people[2], valid_from=LONG_AGO)
        member(self.firms[1], "engineer", user=self.people[3], valid_from=LONG_AGO, valid_to=THEN)
        member(self.watchers[0], "assessor", user=self.people[3], valid_from=LONG_AGO)

    @property
    def doubtful(self) -> list[Organisation]:
        """Those who may be debarred, or tied to one another."""
        return [*self.firms[:4], *self.watchers[:2], self.owner]

    @property
    def everybody(self) -> list[Organisation]:
        return [*self.firms, *self.watchers, self.owner]


class Draw:
    """Chance with a seed, so that what went wrong can be drawn again.

    `care` is the chance that something is as it should be, whatever was drawn for it.
    """

    def __init__(self, seed: int, parties: Parties) -> None:
        self.random = Random(seed)  # noqa: S311 - tests, not secrets
        self.parties = parties
        self.care = 0.0

    def well(self, good: Any, drawn: Any) -> Any:
        """What is good with the chance of `care`, else what was drawn."""
        return good if self.care and self.chance(self.care) else drawn

    def one(self, among: Sequence[T]) -> T:
        return self.random.choice(among)

    def some(self, among: Sequence[T]) -> list[T]:
        return self.random.sample(list(among), self.random.randint(0, len(among)))

    def chance(self, share: float = 0.5) -> bool:
        return self.random.random() < share

    def maybe(self, thing: T, share: float = 0.5) -> T | None:
        return thing if self.chance(share) else None

    def upto(self, most: int) -> range:
        return range(self.random.randint(0, most))

    def amount(self, most: int = 2000) -> Decimal:
        return Decimal(self.random.randint(0, most * 100)) / 100

    def day(self) -> date:
        """Around the day of the run, most often where a rule has its limit."""
        if self.chance(0.7):
            return AS_OF - timedelta(days=self.one(LIMITS) + self.one((-1, 0, 0, 1)))
        return AS_OF - timedelta(days=self.random.randint(-400, 1200))

    def moment(self, day: date | None = None) -> datetime:
        """On such a day, most often around midnight here or at Greenwich."""
        zone = ZoneInfo(settings.TIME_ZONE)
        return datetime.combine(day or self.day(), self.one(HOURS), tzinfo=zone)

    def after(self, day: date) -> date:
        """Some days later."""
        return day + timedelta(days=self.one((0, 1, 3, 20, 30, 366)))


def at(moment: datetime, row: Any) -> Any:
    """The row, written at that moment: some fields take their time from the clock."""
    with time_machine.travel(moment, tick=False):
        row.save(force_insert=True)
    return row
