"""R036: the lowest bid was disqualified."""

from risk.redflags.findings import Findings, Group
from risk.redflags.flag import Flag, Words
from risk.redflags.prices import Prices
from risk.redflags.process import Process
from risk.redflags.section import Section


class LowestDisqualified(Flag):
    """Of the bids submitted the lowest is disqualified, a valid one has a price, one is awarded."""

    code = "R036"
    words = Words(
        "Lowest bid disqualified",
        "最低报价被否决",
        "The lowest price did not stay in the competition. A bid that misses the requirements is"
        " rightly disqualified.",
        "最低报价未能保留在竞争中。不符合要求的投标理应被否决。",
    )

    def __init__(self, _section: Section, prices: Prices) -> None:
        self.comparison = prices.comparison
        self.currency = prices.currency

    def fold(self, process: Process, findings: Findings) -> None:
        """Raised for the process."""
        if not process.active_awards or not self.comparison.admits(process):
            return
        priced = [
            (bid.amount, bid.status)
            for bid in process.submitted
            if bid.amount is not None and bid.currency is not None
            if self.currency.is_main(bid.currency)
        ]
        if not any(status == "valid" for _amount, status in priced):
            return
        # of equal prices the first counts: min keeps it
        if min(priced, key=lambda one: one[0])[1] == "disqualified":
            findings.add(Group.OCID, process.ocid, self.code, 1.0)
