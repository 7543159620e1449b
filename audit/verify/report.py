"""What was found, finding by finding."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

MOST_OF_A_KIND = 100


class Verdict(StrEnum):
    """What a finding means for the bundle."""

    HOLDS = "holds"
    NOTE = "note"
    DOUBT = "doubt"


class UnusableError(Exception):
    """There is nothing to check: `code` and `facts` say why."""

    def __init__(self, code: str, **facts: Any) -> None:
        """With the words of `code`."""
        super().__init__(code)
        self.code, self.facts = code, facts


@dataclass(frozen=True)
class Finding:
    """One sentence about the bundle."""

    verdict: Verdict
    code: str
    facts: dict[str, Any]


@dataclass
class Report:
    """All findings; of one kind only so many are kept, but all are counted."""

    findings: list[Finding] = field(default_factory=list)
    counts: Counter[tuple[Verdict, str]] = field(default_factory=Counter)

    def holds(self, code: str, **facts: Any) -> None:
        """Something was checked and is as it should be."""
        self._add(Verdict.HOLDS, code, facts)

    def note(self, code: str, **facts: Any) -> None:
        """Something that the reader should know and that is no reason for doubt."""
        self._add(Verdict.NOTE, code, facts)

    def doubt(self, code: str, **facts: Any) -> None:
        """Something is not as it should be, or could not be checked although it was asked."""
        self._add(Verdict.DOUBT, code, facts)

    @property
    def doubts(self) -> int:
        """How many reasons for doubt there are."""
        return sum(n for (verdict, _code), n in self.counts.items() if verdict is Verdict.DOUBT)

    def _add(self, verdict: Verdict, code: str, facts: dict[str, Any]) -> None:
        self.counts[verdict, code] += 1
        if self.counts[verdict, code] <= MOST_OF_A_KIND:
            self.findings.append(Finding(verdict, code, facts))
