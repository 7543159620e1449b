"""What differs between two versions of the model, and how much that means."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from risk.modelling.definitions import Definitions
from risk.modelling.parameters import JUDGED
from risk.modelling.semver import Level, number_of

MEANING = ("dimension", "facet", "noisy_or")
MEASURE = ("map", "weight_class", "missing", "min_n", "retires")


class What(StrEnum):
    """The kind of change."""

    PARAMETER = "parameter"
    REMOVED = "removed"
    ADDED = "added"
    MEANING = "meaning"
    MEASURE = "measure"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs: a parameter, or a field of an indicator (`field` empty: all)."""

    what: What
    name: str
    field: str
    before: Any
    after: Any
    level: Level


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: its parameters and the definitions of its indicators."""

    parameters: Mapping[str, Any]
    catalogue: Definitions


def differences(before: Side, after: Side) -> list[Change]:
    """All changes, parameters first."""
    return [*parameter_changes(before, after), *catalogue_changes(before, after)]


def level_of(changes: list[Change]) -> Level:
    """Which number of the version must grow at least."""
    return max((change.level for change in changes), default=Level.PATCH)


def parameter_changes(before: Side, after: Side) -> Iterator[Change]:
    """Parameters with another value; the version's own number is none."""
    for name in JUDGED:
        old, new = before.parameters.get(name), after.parameters.get(name)
        if old != new:
            yield Change(What.PARAMETER, name, "", old, new, Level.MINOR)


def catalogue_changes(before: Side, after: Side) -> Iterator[Change]:
    """Indicators that went, came, or are defined otherwise."""
    for code in sorted({*before.catalogue, *after.catalogue}):
        old, new = before.catalogue.get(code), after.catalogue.get(code)
        if new is None:
            yield Change(What.REMOVED, code, "", code, None, Level.MAJOR)
        elif old is None:
            yield Change(What.ADDED, code, "", None, code, Level.MINOR)
        else:
            yield from definition_changes(code, old, new)


def definition_changes(
    code: str, old: Mapping[str, Any], new: Mapping[str, Any]
) -> Iterator[Change]:
    """What differs in one definition."""
    for field in (*MEANING, *MEASURE):
        if old[field] != new[field]:
            is_meaning = field in MEANING
            yield Change(
                What.MEANING if is_meaning else What.MEASURE,
                code,
                field,
                old[field],
                new[field],
                Level.MAJOR if is_meaning else Level.MINOR,
            )
    if old["version"] != new["version"]:
        level = level_between(old["version"], new["version"])
        what = What.MEANING if level is Level.MAJOR else What.WORDS
        yield Change(what, code, "version", old["version"], new["version"], level)


def level_between(before: str, after: str) -> Level:
    """Which number of an indicator's own version grew."""
    old, new = number_of(before) or (0, 0, 0), number_of(after) or (0, 0, 0)
    if old[0] != new[0]:
        return Level.MAJOR
    return Level.MINOR if old[1] != new[1] else Level.PATCH
