"""What a red flag is: a question to every process, or to all of them together."""

from dataclasses import dataclass
from typing import ClassVar

from risk.redflags.findings import Findings
from risk.redflags.prices import Prices
from risk.redflags.process import Process
from risk.redflags.quartiles import lower_fence, quartiles, upper_fence
from risk.redflags.section import Section


@dataclass(frozen=True, slots=True)
class Words:
    """How a flag is named and explained to people, in two languages."""

    title_en: str
    title_zh: str
    meaning_en: str
    meaning_zh: str


class Flag:
    """A red flag; subclasses read their options from their section when they are made."""

    code: ClassVar[str]
    words: ClassVar[Words]
    is_share: ClassVar[bool] = False
    uses_gaps: ClassVar[bool] = False

    def __init__(self, section: Section, prices: Prices) -> None:
        """Read the options; one that asks for none keeps this."""

    def fold(self, process: Process, findings: Findings) -> None:
        """Ask one process."""

    def finish(self, findings: Findings) -> None:
        """Decide what only all processes together can tell."""


@dataclass(slots=True)
class Share:
    """So many of so many."""

    part: int = 0
    whole: int = 0

    def add(self, part: int, whole: int) -> None:
        """Count some more."""
        self.part += part
        self.whole += whole

    @property
    def ratio(self) -> float:
        """The part of the whole."""
        return self.part / self.whole


def low_fence(numbers: list[float], fixed: float | None) -> tuple[float, dict[str, float]]:
    """The fence below which numbers are outliers, with the statistics behind it.

    A fence that is not positive, or quartiles that begin at zero, leave nothing to be below.
    """
    if fixed is not None:
        return fixed, {"lower_fence": fixed}
    first, third = quartiles(numbers)
    fence = lower_fence(first, third)
    told = {"q1": first, "q3": third, "lower_fence": fence}
    return fence if first > 0 else 0.0, told


def high_fence(numbers: list[float], fixed: float | None) -> tuple[float, dict[str, float]]:
    """The fence above which numbers are outliers, with the statistics behind it."""
    if fixed is not None:
        return fixed, {"upper_fence": fixed}
    first, third = quartiles(numbers)
    fence = upper_fence(first, third)
    return fence, {"q1": first, "q3": third, "upper_fence": fence}
