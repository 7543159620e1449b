"""R025: a frequent bidder hardly ever wins."""

from collections import defaultdict

from risk.redflags.findings import Findings, Group
from risk.redflags.flag import Flag, Share, Words, low_fence
from risk.redflags.prices import Prices
from risk.redflags.process import Process
from risk.redflags.quartiles import quantile
from risk.redflags.section import BadSettings, Section

HUNDRED = 100


class RarelyWins(Flag):
    """Among those who bid most, the share of processes won is a low outlier."""

    code = "R025"
    words = Words(
        "Excessive unsuccessful bids",
        "投标多而中标极少",
        "A frequent bidder wins far less often than others. A newcomer or a specialised market can"
        " explain it.",
        "经常投标的单位中标率远低于其他单位。新进入者或专业市场也可以解释。",
    )
    is_share = True

    def __init__(self, section: Section, _prices: Prices) -> None:
        self.percentile = section.integer("percentile", 75, least=0)
        if self.percentile > HUNDRED:
            raise BadSettings(f"{section.name}.percentile: must be at most 100")
        self.threshold = section.optional_number("threshold")
        self.won: dict[str, Share] = defaultdict(Share)

    def fold(self, process: Process, _findings: Findings) -> None:
        """Count everybody once who had a valid bid where one award went to one supplier."""
        winner = process.sole_winner
        if winner is None:
            return
        for bidder in {bid.bidder for bid in process.bids if bid.status == "valid"}:
            if bidder is not None:
                self.won[bidder].add(bidder == winner, 1)

    def finish(self, findings: Findings) -> None:
        """Raised for the bidder with the share won."""
        shares = self.won.values()
        many = quantile((share.whole for share in shares), self.percentile / HUNDRED)
        fence, told = low_fence([share.ratio for share in shares], self.threshold)
        findings.tell(self.code, upper_fence=many, **told)
        if not fence > 0:
            return
        for bidder, share in self.won.items():
            if share.whole >= many and share.ratio <= fence:
                findings.add(Group.TENDERER, bidder, self.code, share.ratio)
