"""R035: everybody but the winner was disqualified."""

from risk.redflags.findings import Findings, Group
from risk.redflags.flag import Flag, Words
from risk.redflags.prices import Prices
from risk.redflags.process import Process
from risk.redflags.section import Section


class OnlyWinnerQualified(Flag):
    """One bidder has valid bids and all active awards; others were disqualified."""

    code = "R035"
    words = Words(
        "All except winner disqualified",
        "仅中标人合格",
        "Every other bidder was disqualified. Demanding requirements or careless bids can explain"
        " it.",
        "其他投标人全部被否决。要求较高或投标文件粗疏也可以解释。",
    )

    def __init__(self, section: Section, _prices: Prices) -> None:
        self.threshold = max(section.integer("threshold", 1, least=0), 1)

    def fold(self, process: Process, findings: Findings) -> None:
        """Raised for the process with the number disqualified, for the winner with zero."""
        awards = process.final_awards
        if not awards:
            return
        valid, disqualified = set[str](), set[str]()
        for bid in process.bids:
            if bid.status == "valid":
                valid.update(bid.tenderers)
            elif bid.status == "disqualified":
                disqualified.update(bid.tenderers)
        if len(valid) != 1 or valid != {one for award in awards for one in award.suppliers}:
            return
        others = len(disqualified - valid)
        if others >= self.threshold:
            findings.add(Group.OCID, process.ocid, self.code, float(others))
            findings.add(Group.TENDERER, next(iter(valid)), self.code, 0.0)
