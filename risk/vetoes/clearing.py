"""Clearing: which vetoes a determination can clear, and which facts it speaks about.

The others close by themselves when their facts change. A determination holds for the facts that it
was about: when these change, the veto is open again.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from risk.columns import Flags
from risk.facts import Facts


@dataclass(frozen=True, slots=True)
class Determination:
    """Who determines (`right`), and the facts (group, column) that it is about."""

    right: str
    facts: tuple[tuple[str, str], ...]


AUTHORITY, ASSESSOR = "override_risk", "assess"

DETERMINED = {
    "V-LATE": Determination(
        AUTHORITY, (("selection", "late_awarded_bids"), ("selection", "awarded_on"))
    ),
    "V-COI": Determination(
        AUTHORITY,
        (
            ("selection", "bidder_tie"),
            ("selection", "tenderers"),
            ("selection", "awarded_on"),
            ("ties", "drafters_bidding"),
            ("ties", "evaluations_tied"),
        ),
    ),
    "V-ACC": Determination(AUTHORITY, (("ties", "votes_tied"), ("acceptance", "decided"))),
    "V-SEC": Determination(
        ASSESSOR, (("security", "failed_on"), ("security", "unresolved"), ("security", "unfiled"))
    ),
    "V-DATA": Determination(
        ASSESSOR, (("acceptance", "data_unreturned"), ("acceptance", "data_failed_on"))
    ),
}


UNSAID = frozenset({"0", "0.0", "False"})


@dataclass(frozen=True, slots=True)
class Cleared:
    """A clearance of one project of the chunk."""

    place: int
    veto: str
    signature: str


def signature(facts: Facts, place: int, veto: str) -> str:
    """The facts that opened the veto, in words that change with them; what is not there is not
    said, so that a fact that the platform learns to read does not undo what was determined."""
    found = (
        (column, getattr(getattr(facts, group), column)[place])
        for group, column in DETERMINED[veto].facts
    )
    return ";".join(f"{column}={value}" for column, value in found if str(value) not in UNSAID)


def without_cleared(
    open_at: dict[str, Flags], facts: Facts, cleared: Iterable[Cleared]
) -> dict[str, Flags]:
    """Open vetoes less those that were cleared for exactly these facts."""
    left = {veto: flags.copy() for veto, flags in open_at.items()}
    for one in cleared:
        if one.veto in DETERMINED and one.signature == signature(facts, one.place, one.veto):
            left[one.veto][one.place] = False
    return left
