"""R018: only one bid came although several could have."""

from risk.redflags.findings import Findings, Group
from risk.redflags.flag import Flag, Words
from risk.redflags.prices import Prices
from risk.redflags.process import Process
from risk.redflags.section import Section


class SingleBid(Flag):
    """One tenderer in a procedure that is open to competition."""

    code = "R018"
    words = Words(
        "Single bid received",
        "仅收到一份投标",
        "One organisation took part although the procedure was open to several. A small market can"
        " explain it.",
        "采购程序面向多家单位，但只有一家参与。市场规模小也可以解释。",
    )

    def __init__(self, section: Section, _prices: Prices) -> None:
        self.methods = section.words("procurement_methods", "open|selective")

    def fold(self, process: Process, findings: Findings) -> None:
        """Raised for the process."""
        if process.number_of_tenderers != 1:
            return
        if not self.methods or process.method in self.methods:
            findings.add(Group.OCID, process.ocid, self.code, 1.0)
