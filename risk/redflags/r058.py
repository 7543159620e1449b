"""R058: the winning price was remarkably far below the second."""

from risk.redflags.findings import Findings, Group
from risk.redflags.flag import Flag, Words, high_fence
from risk.redflags.prices import Prices
from risk.redflags.section import Section


class HeavyDiscount(Flag):
    """The gap between the two lowest valid prices is a high outlier among all gaps."""

    code = "R058"
    words = Words(
        "Heavily discounted bid",
        "异常低价中标",
        "The winning price is far below the next one. Reuse of earlier work or a better method can"
        " explain it.",
        "中标价远低于次低报价。复用已有成果或方法更优也可以解释。",
    )
    is_share = True
    uses_gaps = True

    def __init__(self, section: Section, prices: Prices) -> None:
        self.threshold = section.optional_number("threshold")
        self.gaps = prices.gaps

    def finish(self, findings: Findings) -> None:
        """Raised for the process with its gap, and for the winner with zero."""
        gaps = self.gaps.known
        fence, told = high_fence([gap.ratio for gap in gaps.values()], self.threshold)
        findings.tell(self.code, **told)
        if not fence > 0:
            return
        for ocid, gap in gaps.items():
            if gap.ratio >= fence:
                findings.add(Group.OCID, ocid, self.code, gap.ratio)
                findings.add(Group.TENDERER, gap.winner, self.code, 0.0)
