"""Drawing a sample: free of database and clock, so that anybody can draw it again.

Every choice follows from SHA-256 over the seed and the key of a row, nothing from a generator of
random numbers: `sha256("<seed>:<key>")` in hexadecimal orders the rows, the smallest come first.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

CENTS = 100
STRATA = 4


@dataclass(frozen=True)
class Unit:
    """One row of a population."""

    key: int
    amount: Decimal
    name: str = ""


@dataclass(frozen=True)
class Drawn:
    """A row that was chosen, in which stratum, and how often a monetary unit of it was hit."""

    unit: Unit
    stratum: int | None = None
    hits: int = 1


def digest_of(population: Iterable[Unit]) -> str:
    """SHA-256 over the canonical JSON of `[key, "amount", name]` of every row by key."""
    rows = [[one.key, f"{one.amount:.2f}", one.name] for one in _by_key(population)]
    text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def draw(population: Iterable[Unit], *, method: str, size: int, seed: str) -> list[Drawn]:
    """`size` rows (monetary units: at most so many) of `population`, by key."""
    rows = _by_key(population)
    methods = {"random": _random, "monetary": _monetary, "stratified": _stratified}
    chosen = methods[method](rows, min(size, len(rows)), seed)
    return sorted(chosen, key=lambda one: one.unit.key)


def _by_key(population: Iterable[Unit]) -> list[Unit]:
    return sorted(population, key=lambda one: one.key)


def _lot(seed: str, word: object) -> str:
    return hashlib.sha256(f"{seed}:{word}".encode()).hexdigest()


def _first(rows: Iterable[Unit], size: int, seed: str) -> list[Unit]:
    return sorted(rows, key=lambda one: _lot(seed, one.key))[:size]


def _random(rows: Sequence[Unit], size: int, seed: str) -> list[Drawn]:
    return [Drawn(one) for one in _first(rows, size, seed)]


def _monetary(rows: Sequence[Unit], size: int, seed: str) -> list[Drawn]:
    """Every interval-th cent from a start that the seed gives; large rows cannot be missed."""
    cents = [max(int(one.amount * CENTS), 0) for one in rows]
    total = sum(cents)
    if total == 0:
        return _random(rows, size, seed)
    interval = max(total // size, 1)
    start = int(_lot(seed, "start"), 16) % interval
    found, passed = [], 0
    for one, worth in zip(rows, cents, strict=True):
        before, passed = passed, passed + worth
        hits = _marks_below(passed, start, interval) - _marks_below(before, start, interval)
        if hits:
            found.append(Drawn(one, hits=hits))
    return found


def _marks_below(cents: int, start: int, interval: int) -> int:
    """How many of start, start + interval, … lie below `cents`."""
    return 0 if cents <= start else (cents - start - 1) // interval + 1


def _stratified(rows: Sequence[Unit], size: int, seed: str) -> list[Drawn]:
    """Four strata of equal money, the smallest amounts first; as many rows of each as can be."""
    strata = strata_of(rows)
    wanted = [size // len(strata)] * len(strata)
    for index in range(size - sum(wanted)):
        wanted[-1 - index] += 1  # what is left over goes to the large amounts
    left = 0
    for index in reversed(range(len(strata))):
        most = len(strata[index])
        left += max(wanted[index] - most, 0)
        wanted[index] = min(wanted[index], most)
    for index in reversed(range(len(strata))):
        more = min(left, len(strata[index]) - wanted[index])
        wanted[index] += more
        left -= more
    return [
        Drawn(one, stratum=number)
        for number, (stratum, count) in enumerate(zip(strata, wanted, strict=True), start=1)
        for one in _first(stratum, count, f"{seed}:{number}")
    ]


def strata_of(rows: Sequence[Unit]) -> list[list[Unit]]:
    """Rows by amount, cut where a quarter, half and three quarters of the money is reached."""
    ordered = sorted(rows, key=lambda one: (one.amount, one.key))
    total = sum((max(one.amount, Decimal(0)) for one in ordered), Decimal(0))
    strata: list[list[Unit]] = [[] for _each in range(STRATA)]
    passed = Decimal(0)
    for one in ordered:
        place = int(passed * STRATA / total) if total else 0
        strata[min(place, STRATA - 1)].append(one)
        passed += max(one.amount, Decimal(0))
    return [stratum for stratum in strata if stratum]
