"""Builders of facts for pure tests: a blank chunk of projects with the named columns set."""

from typing import Any

import numpy as np

from risk.columns import Lists
from risk.facts import GROUPS, Facts
from risk.facts.groups import UNKNOWN, columns_of

AS_OF = np.datetime64("2025-02-28", "D")
STARTED = {
    "basis__stage": 2,
    "basis__gate": 2,
    "basis__native": True,
    "basis__started": "2024-09-02",
}


def some_facts(**given: Any) -> Facts:
    """Facts of one project; `planning__requirements=3` sets a column, the rest is unknown."""
    return facts_of([STARTED | given])


def facts_of(projects: list[dict[str, Any]]) -> Facts:
    """Facts of several projects, each as in `some_facts` but without anything preset."""
    groups: dict[str, Any] = {}
    for name, group in GROUPS.items():
        known: dict[str, Any] = {}
        for column, about in columns_of(group).items():
            values = [one.get(f"{name}__{column}") for one in projects]
            if all(value is None for value in values):
                continue
            if about.kind == "list":
                lengths = [len(value or ()) for value in values]
                flat = [number for value in values for number in value or ()]
                starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
                known[column] = Lists(np.array(flat, dtype=np.float64), starts)
            else:
                dtype, unknown = UNKNOWN[about.kind]
                filled = [unknown if value is None else value for value in values]
                known[column] = np.array(filled, dtype=dtype)
        groups[name] = group.blank(len(projects), **known)
    return Facts(as_of=AS_OF, **groups)
