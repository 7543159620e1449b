"""The fields in which a scenario is typed: each indicator beside what it is now."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from risk.catalogue import DIMENSIONS, Dimension, Indicator, State, Steps
from risk.indicators import BY_CODE
from risk.scoring.vetoes import VETOES, Veto
from risk.whatif.facts import Given

Choice = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Field:
    """One indicator: what it is, what was typed, what is wrong with that."""

    indicator: Indicator
    now: float | None
    state: State
    value: str
    supposed: str
    error: str

    @property
    def is_touched(self) -> bool:
        """Whether something is supposed of it."""
        return bool(self.value or self.supposed)

    @property
    def cases(self) -> Sequence[Any]:
        """The rows of a case table; nothing where any number may be typed."""
        mapping = self.indicator.mapping
        return mapping.cases if isinstance(mapping, Steps) else ()

    @property
    def ends(self) -> tuple[float, float]:
        """Values with the lowest and with the highest score."""
        points = sorted(self.indicator.mapping.vectors(), key=lambda point: point[1])
        return points[0][0], points[-1][0]


@dataclass(frozen=True, slots=True)
class Group:
    """The fields of a dimension."""

    dimension: Dimension
    fields: tuple[Field, ...]

    @property
    def touched(self) -> int:
        """How many are supposed otherwise."""
        return sum(field.is_touched for field in self.fields)


@dataclass(frozen=True, slots=True)
class VetoField:
    """One veto: whether it is open now, and what is supposed."""

    veto: Veto
    is_open: bool
    supposed: str


def groups(given: Given, typed: Mapping[str, str], errors: Mapping[str, Any]) -> tuple[Group, ...]:
    """Every indicator of the facts, dimension by dimension."""
    snapshot = given.snapshot
    fields = []
    for place in snapshot.known():
        code, x = snapshot.codes[place], snapshot.inputs[place]
        fields.append(
            Field(
                indicator=BY_CODE[code],
                now=None if math.isnan(x) else x,
                state=State(snapshot.states[place]),
                value=typed.get(f"x.{code}", "").strip(),
                supposed=typed.get(f"s.{code}", "").strip(),
                error=str(errors.get(f"x.{code}", "") or errors.get(f"s.{code}", "")),
            )
        )
    by_dimension = (
        Group(one, tuple(field for field in fields if field.indicator.dimension is one))
        for one in DIMENSIONS
    )
    return tuple(group for group in by_dimension if group.fields)


def veto_fields(given: Given, typed: Mapping[str, str]) -> tuple[VetoField, ...]:
    """Every veto, gravest first."""
    return tuple(
        VetoField(veto, veto.code in given.vetoes, typed.get(f"v.{veto.code}", "").strip())
        for veto in VETOES
    )
