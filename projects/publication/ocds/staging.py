"""Where a published process stands among the five stages.

The rule, first that holds, all dates against the process's own last release date:

1. prosecution: there are contracts and each that was not cancelled is terminated, or a
   release announces the termination of a contract;
2. acceptance: there is a contract, and a completion certificate is published, the implementation
   of each contract that is in force has ended, every milestone of the contracts is decided (met or
   notMet), or each contract that is in force has passed the end of its period;
3. supervision: there is a contract, or a release speaks of contract or implementation;
4. selection: there is a tender, a bid or an award, or a release speaks of tender or award;
5. planning: anything else.
"""

from collections.abc import Collection
from datetime import datetime

from projects.publication.ocds.process import Award, Bid, Contract, Document, Stage, Tender

DECIDED = {"met", "notMet"}
CONTRACT_TAGS = {"contract", "contractUpdate", "contractAmendment"}
WORK_TAGS = {"implementation", "implementationUpdate"}


def stage_of(
    *,
    date: datetime | None,
    tags: Collection[str],
    tender: Tender | None,
    bids: Collection[Bid],
    awards: Collection[Award],
    contracts: Collection[Contract],
    documents: Collection[Document],
) -> Stage:
    """The stage by the rule that this module states."""
    live = [contract for contract in contracts if contract.status != "cancelled"]
    if "contractTermination" in tags or (
        live and all(contract.status == "terminated" for contract in live)
    ):
        return "prosecution"
    if live and _is_done(date, live, documents):
        return "acceptance"
    if live or not (CONTRACT_TAGS | WORK_TAGS).isdisjoint(tags):
        return "supervision"
    spoken = any(tag.startswith(("tender", "award")) for tag in tags)
    return "selection" if tender or bids or awards or contracts or spoken else "planning"


def _is_done(
    date: datetime | None, contracts: list[Contract], documents: Collection[Document]
) -> bool:
    if any(document.kind == "completionCertificate" for document in documents):
        return True
    open_ones = [contract for contract in contracts if contract.status != "terminated"]
    if all(contract.ended for contract in open_ones):
        return True
    milestones = [step for contract in contracts for step in contract.milestones]
    if milestones and all(step.status in DECIDED for step in milestones):
        return True
    ends = [contract.period.end for contract in open_ones]
    return date is not None and all(end is not None and end < date for end in ends)
