"""Facts: everything that indicators may look at, as columns over the projects of one chunk.

This is the contract between the reading of tables and the pure rules: an indicator sees these
columns and nothing else. A new fact is one column in the group of its stage and one expression
in the gathering of that group.
"""

from dataclasses import dataclass, fields
from typing import Any, TypeAlias

import numpy as np

from risk.columns import Days
from risk.facts.acceptance import AcceptanceFacts
from risk.facts.basis import Basis
from risk.facts.groups import Group
from risk.facts.planning import PlanningFacts
from risk.facts.prosecution import ProsecutionFacts
from risk.facts.security import SecurityFacts
from risk.facts.selection import Procedure, SelectionFacts
from risk.facts.supervision import SupervisionFacts
from risk.facts.ties import TieFacts

AsOf: TypeAlias = np.datetime64 | Days

__all__ = [
    "GROUPS",
    "AcceptanceFacts",
    "AsOf",
    "Basis",
    "Facts",
    "Group",
    "PlanningFacts",
    "Procedure",
    "ProsecutionFacts",
    "SecurityFacts",
    "SelectionFacts",
    "SupervisionFacts",
    "TieFacts",
]


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of many projects as of one day, or each as of its own; every column has one
    place per project."""

    as_of: AsOf
    basis: Basis
    planning: PlanningFacts
    selection: SelectionFacts
    supervision: SupervisionFacts
    acceptance: AcceptanceFacts
    prosecution: ProsecutionFacts
    security: SecurityFacts
    ties: TieFacts

    def __len__(self) -> int:
        return len(self.basis.project)


def _groups() -> dict[str, type[Group]]:
    declared: dict[str, Any] = {one.name: one.type for one in fields(Facts)}
    del declared["as_of"]
    return declared


GROUPS = _groups()  # by the name that each has in `Facts`
