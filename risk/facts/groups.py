"""How a group of facts is declared: each column with its kind, unit and meaning, so that an
empty group, the gathering and the documentation all follow from the declaration."""

from dataclasses import dataclass, fields
from typing import Any, Self, get_type_hints

import numpy as np

from risk.columns import Column, Lists
from risk.provenance import Provenance

UNKNOWN: dict[str, tuple[str, Any]] = {
    "count": ("int64", 0),
    "code": ("int8", -1),
    "flag": ("bool", False),
    "number": ("float64", np.nan),
    "sum": ("float64", 0.0),
    "day": ("datetime64[D]", np.datetime64("NaT", "D")),
    "moment": ("datetime64[s]", np.datetime64("NaT", "s")),
}


@dataclass(frozen=True, slots=True)
class About:
    """What a column holds. Kinds: count and sum are 0 without rows; number, day and moment are
    unknown (NaN, NaT); code is -1; flag is False; list has one list of numbers per project.

    `by` is who puts it in; `since` names the column with the day of its latest change."""

    kind: str
    unit: str
    meaning: str
    by: Provenance = Provenance.GOVERNMENT
    since: str = ""

    def unknown(self, projects: int) -> Column | Lists:
        """A column about which nothing is known."""
        if self.kind == "list":
            return Lists.empty(projects)
        dtype, value = UNKNOWN[self.kind]
        return np.full(projects, value, dtype=dtype)


_declared: dict[type, dict[str, About]] = {}


def columns_of(group: "type[Group]") -> dict[str, About]:
    """The declared columns of a group, in order."""
    if group not in _declared:
        hints = get_type_hints(group, include_extras=True)
        _declared[group] = {one.name: hints[one.name].__metadata__[0] for one in fields(group)}
    return _declared[group]


@dataclass(frozen=True)
class Group:
    """A frozen set of columns of equal length."""

    @classmethod
    def blank(cls, projects: int, **known: Column | Lists) -> Self:
        """A group with the known columns given and all others unknown."""
        about = columns_of(cls)
        strange = set(known) - set(about)
        if strange:
            raise ValueError(f"{cls.__name__} has no column {', '.join(sorted(strange))}")
        return cls(**{name: known.get(name, one.unknown(projects)) for name, one in about.items()})
