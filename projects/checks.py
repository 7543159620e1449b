"""What a gate asks before a stage ends: checks, and what each found on a project."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise

from projects.models import Project
from projects.rights import Right


class Kind(StrEnum):
    """How binding a check is: a hard one blocks, a soft one can be waived for a time."""

    HARD = "hard"
    SOFT = "soft"


@dataclass(frozen=True)
class Outcome:
    """What a check found: whether it holds, the facts in words, whether it applies at all."""

    holds: bool
    detail: str | Promise
    applicable: bool = True

    @property
    def is_satisfied(self) -> bool:
        """Whether nothing is missing here."""
        return self.holds or not self.applicable


@dataclass(frozen=True)
class Check:
    """One condition of a gate.

    `evaluate` reads the project's rows and says what it found; without it a person attests,
    with evidence. `or_attested` lets a reasoned statement stand in where rows say no. `provider`
    is the right whose holders can provide what is missing, and attest it beside those who submit
    gates.
    """

    code: str
    label: Promise | str
    kind: str
    evaluate: Callable[[Project], Outcome] | None = None
    provider: Right = Right.SUBMIT_GATE
    or_attested: bool = False

    @property
    def is_hard(self) -> bool:
        """Whether it blocks the gate and can never be waived."""
        return self.kind == Kind.HARD

    @property
    def is_attested(self) -> bool:
        """Whether a person says that it holds, because code cannot see it."""
        return self.evaluate is None

    @property
    def is_attestable(self) -> bool:
        """Whether a person's statement counts."""
        return self.is_attested or self.or_attested
