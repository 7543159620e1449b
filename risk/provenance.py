"""Who vouches for a fact, and how much that is trusted."""

from enum import StrEnum


class Provenance(StrEnum):
    """Who vouches for the facts behind an indicator."""

    SYSTEM = "system"
    THIRD_PARTY = "third party"
    GOVERNMENT = "government"
    CONTRACTOR = "contractor"


TRUST = {
    Provenance.SYSTEM: 1.0,
    Provenance.THIRD_PARTY: 0.95,
    Provenance.GOVERNMENT: 0.85,
    Provenance.CONTRACTOR: 0.5,
}
