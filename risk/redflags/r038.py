"""R038: remarkably many bids were disqualified."""

from collections import defaultdict

from risk.redflags.findings import Findings, Group
from risk.redflags.flag import Flag, Share, Words, high_fence
from risk.redflags.prices import Prices
from risk.redflags.process import Process
from risk.redflags.section import Section


class ManyDisqualified(Flag):
    """The share of submitted bids that were disqualified is a high outlier among its kind."""

    code = "R038"
    words = Words(
        "Excessive disqualified bids",
        "否决投标过多",
        "Far more bids are disqualified than elsewhere. Unclear tender documents can explain it.",
        "被否决的投标远多于其他单位。招标文件不清晰也可以解释。",
    )
    is_share = True

    def __init__(self, section: Section, _prices: Prices) -> None:
        self.threshold = section.optional_number("threshold")
        bids = section.integer("minimum_submitted_bids", 2, least=0)
        # named after processes, but compared with bids: so the definition's own example has it
        received = section.integer("minimum_contracting_processes", 2, least=0)
        self.least = {
            Group.BUYER: received,
            Group.PROCURING_ENTITY: received,
            Group.TENDERER: bids,
        }
        self.shares: dict[Group, dict[str, Share]] = {
            group: defaultdict(Share) for group in self.least
        }

    def fold(self, process: Process, _findings: Findings) -> None:
        """Count for buyer, procuring entity and every tenderer."""
        submitted = process.submitted
        if not submitted:
            return
        disqualified = 0
        of_tenderers = self.shares[Group.TENDERER]
        for bid in submitted:
            out = bid.status == "disqualified"
            disqualified += out
            for tenderer in bid.tenderers:
                of_tenderers[tenderer].add(out, 1)
        if process.buyer is not None:
            self.shares[Group.BUYER][process.buyer].add(disqualified, len(submitted))
        if process.procuring_entity is not None:
            entities = self.shares[Group.PROCURING_ENTITY]
            entities[process.procuring_entity].add(disqualified, len(submitted))

    def finish(self, findings: Findings) -> None:
        """Raised for buyers, procuring entities and tenderers with their share."""
        for group, least in self.least.items():
            shares = self.shares[group]
            ratios = {
                name: share.ratio for name, share in shares.items() if share.whole >= max(least, 1)
            }
            if not ratios:
                continue
            fence, told = high_fence(list(ratios.values()), self.threshold)
            findings.tell(self.code, **{f"{group}_{name}": told[name] for name in told})
            if not fence > 0:
                continue
            for name, ratio in ratios.items():
                if ratio >= fence:
                    findings.add(group, name, self.code, ratio)
