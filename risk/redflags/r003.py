"""R003: the time for submitting bids was short."""

from risk.redflags.findings import Findings, Group
from risk.redflags.flag import Flag, Words
from risk.redflags.moments import instant, whole_days
from risk.redflags.prices import Prices
from risk.redflags.process import Process
from risk.redflags.section import Section


class ShortPeriod(Flag):
    """Fewer whole days between start and end of the tender period than the threshold."""

    code = "R003"
    words = Words(
        "Short submission period",
        "投标期过短",
        "Bidders had fewer days to prepare a bid than usual. Urgency or a simple purchase can"
        " explain it.",
        "投标人准备投标的天数少于通常水平。情况紧急或采购简单也可以解释。",
    )

    def __init__(self, section: Section, _prices: Prices) -> None:
        self.threshold = section.integer("threshold", 15)
        self.methods = section.words("procurement_methods")
        self.thresholds = section.integers("procurement_method_details")

    def fold(self, process: Process, findings: Findings) -> None:
        """Raised for the process."""
        if self.methods and process.method not in self.methods:
            return
        start, end = instant(process.period_start), instant(process.period_end)
        if start is None or end is None:
            return
        if whole_days(start, end) < self._least(process.method_details):
            findings.add(Group.OCID, process.ocid, self.code, 1.0)

    def _least(self, details: str | None) -> int:
        return self.threshold if details is None else self.thresholds.get(details, self.threshold)
