"""Which facts an indicator reads: found by letting it measure a project of which nothing is known,
and noting what it asks for. So the documentation and the ages never differ from the rule."""

from dataclasses import fields
from functools import cache
from typing import Any, cast

import numpy as np

from risk.catalogue import Indicator
from risk.facts import GROUPS, Facts
from risk.facts.groups import About, Group, columns_of


class _Noting:
    """A group of facts that notes which of its columns are asked for."""

    def __init__(self, name: str, group: Group, asked: set[tuple[str, str]]) -> None:
        self._name, self._group, self._asked = name, group, asked

    def __getattr__(self, column: str) -> Any:
        self._asked.add((self._name, column))
        return getattr(self._group, column)


class _NotingFacts:
    """Facts of one unknown project that note what is asked for."""

    def __init__(self, asked: set[tuple[str, str]]) -> None:
        self.as_of = np.datetime64("2000-01-01", "D")
        for name, group in GROUPS.items():
            setattr(self, name, _Noting(name, group.blank(1), asked))

    def __len__(self) -> int:
        return 1


@cache
def facts_read(indicator: Indicator) -> tuple[tuple[str, str, About], ...]:
    """Group, column and declaration of every fact that the measure reads, in their order."""
    asked: set[tuple[str, str]] = set()
    if indicator.measure is not None:
        indicator.measure(cast("Facts", _NotingFacts(asked)))
    return tuple(
        (name, column.name, columns_of(group)[column.name])
        for name, group in GROUPS.items()
        for column in fields(group)
        if (name, column.name) in asked
    )


@cache
def dated_by(indicator: Indicator) -> frozenset[tuple[str, str]]:
    """Group and column of the days on which the facts that it reads last changed."""
    return frozenset(
        (group, about.since) for group, _column, about in facts_read(indicator) if about.since
    )
