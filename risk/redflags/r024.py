"""R024: the second price was remarkably close to the winning one."""

from risk.redflags.findings import Findings, Group
from risk.redflags.flag import Flag, Words, low_fence
from risk.redflags.prices import Prices
from risk.redflags.section import Section


class ClosePrice(Flag):
    """The gap between the two lowest valid prices is a low outlier among all gaps."""

    code = "R024"
    words = Words(
        "Price close to winning bid",
        "次低报价与中标价过近",
        "The second lowest price is unusually near the winning one. Where prices are well known,"
        " that is to be expected.",
        "次低报价与中标价异常接近。价格公开透明时，这属于正常情况。",
    )
    is_share = True
    uses_gaps = True

    def __init__(self, section: Section, prices: Prices) -> None:
        self.threshold = section.optional_number("threshold")
        self.gaps = prices.gaps

    def finish(self, findings: Findings) -> None:
        """Raised for the process with its gap, and for both bidders with zero."""
        gaps = self.gaps.known
        fence, told = low_fence([gap.ratio for gap in gaps.values()], self.threshold)
        findings.tell(self.code, **told)
        if not fence > 0:
            return
        for ocid, gap in gaps.items():
            if gap.ratio <= fence:
                findings.add(Group.OCID, ocid, self.code, gap.ratio)
                findings.add(Group.TENDERER, gap.winner, self.code, 0.0)
                findings.add(Group.TENDERER, gap.second, self.code, 0.0)
