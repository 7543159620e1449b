"""R028: different bidders named the same price."""

from collections import defaultdict

from risk.redflags.findings import Findings, Group
from risk.redflags.flag import Flag, Words
from risk.redflags.prices import Prices
from risk.redflags.process import Process
from risk.redflags.section import Section


class SamePrice(Flag):
    """Two submitted bids of different bidders have the same amount in the same currency."""

    code = "R028"
    words = Words(
        "Identical bid prices",
        "报价雷同",
        "Different bidders named exactly the same price. Fixed or regulated prices explain it.",
        "不同投标人报出完全相同的价格。固定价格或管制价格可以解释。",
    )

    def __init__(self, _section: Section, prices: Prices) -> None:
        self.comparison = prices.comparison

    def fold(self, process: Process, findings: Findings) -> None:
        """Raised for the process and for all bidders with that price."""
        if len(process.bids) < 2 or not self.comparison.admits(process):  # noqa: PLR2004
            return
        named: dict[tuple[float, str], set[frozenset[str]]] = defaultdict(set)
        for bid in process.submitted:
            if bid.tenderers and bid.amount is not None and bid.currency is not None:
                named[bid.amount, bid.currency].add(frozenset(bid.tenderers))
        for bidders in named.values():
            if len(bidders) > 1:
                findings.add(Group.OCID, process.ocid, self.code, 1.0)
                for bidder in frozenset().union(*bidders):
                    findings.add(Group.TENDERER, bidder, self.code, 1.0)
