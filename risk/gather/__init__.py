"""Gathering: the only place where the risk engine reads the tables of the stages.

Each module reads one group of facts with one set-based statement over the projects of a chunk,
however many they are; `gather` puts the groups together. The statements are plain SQL because
the database does the counting; the columns they must give are those that the group declares.
"""

from collections.abc import Sequence
from datetime import date

import numpy as np

from risk.facts import AsOf, Facts
from risk.gather.acceptance import read_acceptance
from risk.gather.basis import read_basis
from risk.gather.chunk import Chunk, load_chunk
from risk.gather.planning import read_planning
from risk.gather.prosecution import read_prosecution
from risk.gather.security import read_security
from risk.gather.selection import read_selection
from risk.gather.supervision import read_supervision
from risk.gather.ties import read_ties


def gather(projects: Sequence[int], as_of: date | Sequence[date]) -> Facts:
    """The facts of these projects, in this order, all as of one day or each as of its own;
    inside a transaction only."""
    return facts_of(load_chunk(projects, as_of), as_of)


def facts_of(chunk: Chunk, as_of: date | Sequence[date]) -> Facts:
    """The facts of a chunk that is loaded."""
    return Facts(
        as_of=days_of(as_of),
        basis=read_basis(chunk),
        planning=read_planning(chunk),
        selection=read_selection(chunk),
        supervision=read_supervision(chunk),
        acceptance=read_acceptance(chunk),
        prosecution=read_prosecution(chunk),
        security=read_security(chunk),
        ties=read_ties(chunk),
    )


def days_of(as_of: date | Sequence[date]) -> AsOf:
    """The day of the facts, or the day of each project."""
    if isinstance(as_of, date):
        return np.datetime64(as_of, "D")
    return np.array(as_of, dtype="datetime64[D]")
