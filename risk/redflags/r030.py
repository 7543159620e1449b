"""R030: a bid won that came after the deadline."""

from risk.redflags.findings import Findings, Group
from risk.redflags.flag import Flag, Words
from risk.redflags.moments import is_later
from risk.redflags.process import Process


class LateBidWon(Flag):
    """A valid bid of an awarded supplier is dated after the end of the tender period."""

    code = "R030"
    words = Words(
        "Late bid won",
        "逾期投标中标",
        "A bid dated after the deadline was accepted and won. A date recorded late or a deadline"
        " extended without notice can explain it.",
        "截止时间之后的投标被接受并中标。日期补录或截止时间延长未公布也可以解释。",
    )

    def fold(self, process: Process, findings: Findings) -> None:
        """Raised for the process and for the supplier."""
        if process.period_end is None:
            return
        awarded = {supplier for award in process.active_awards for supplier in award.suppliers}
        if not awarded:
            return
        for bid in process.bids:
            won = awarded.intersection(bid.tenderers) if bid.status == "valid" else None
            if not won or not is_later(bid.date, process.period_end):
                continue
            for supplier in won:
                findings.add(Group.OCID, process.ocid, self.code, 1.0)
                findings.add(Group.TENDERER, supplier, self.code, 1.0)
