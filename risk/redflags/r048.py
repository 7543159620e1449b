"""R048: a supplier delivers remarkably different things."""

from dataclasses import dataclass, field

from risk.redflags.findings import Findings, Group
from risk.redflags.flag import Flag, Words, high_fence
from risk.redflags.prices import Prices
from risk.redflags.process import Process
from risk.redflags.section import Section


@dataclass(slots=True)
class Supplied:
    """In how many processes a supplier delivered, and which classes of items."""

    processes: int = 0
    classes: set[str] = field(default_factory=set)


class ManyClasses(Flag):
    """The number of first-level item classes that a supplier delivered is a high outlier."""

    code = "R048"
    words = Words(
        "Heterogeneous supplier",
        "供应商品类异常",
        "One supplier delivers unusually different kinds of things. General traders do.",
        "同一供应商供应的品类异常多样。综合贸易商即属此类。",
    )

    def __init__(self, section: Section, _prices: Prices) -> None:
        self.digits = section.integer("digits", 2, least=0)
        self.threshold = section.optional_number("threshold", is_whole=True)
        self.least = section.integer("minimum_contracting_processes", 20, least=0)
        self.supplied: dict[str, Supplied] = {}

    def fold(self, process: Process, _findings: Findings) -> None:
        """Collect what was awarded to a single supplier."""
        seen = set[str]()
        for award in process.active_awards:
            if award.supplier is None or not award.classifications:
                continue
            supplied = self.supplied.setdefault(award.supplier, Supplied())
            supplied.processes += award.supplier not in seen
            supplied.classes.update(code[: self.digits] for code in award.classifications)
            seen.add(award.supplier)

    def finish(self, findings: Findings) -> None:
        """Raised for the supplier with the number of classes."""
        varieties = {
            name: float(len(supplied.classes))
            for name, supplied in self.supplied.items()
            if supplied.processes >= self.least
        }
        fence, told = high_fence(list(varieties.values()), self.threshold)
        findings.tell(self.code, **told)
        for name, variety in varieties.items():
            if variety >= fence:
                findings.add(Group.TENDERER, name, self.code, variety)
