"""A compiled release understood as a contracting process, with everything odd about it told."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from projects.publication.ocds import parts
from projects.publication.ocds.parties import Directory
from projects.publication.ocds.problems import Problem, condense
from projects.publication.ocds.process import (
    Award,
    Bid,
    Contract,
    ContractingProcess,
    Document,
    Stage,
    Tender,
)
from projects.publication.ocds.staging import stage_of
from projects.publication.ocds.values import Reader, as_object

SECTIONS = ("planning", "tender", "awards", "contracts", "bids")
METHODS = {"open", "selective", "limited", "direct"}
TENDER_STATUSES = {
    "planning",
    "planned",
    "active",
    "cancelled",
    "unsuccessful",
    "complete",
    "withdrawn",
}
BID_STATUSES = {"invited", "pending", "valid", "disqualified", "withdrawn"}
AWARD_STATUSES = {"pending", "active", "cancelled", "unsuccessful"}
CONTRACT_STATUSES = {"pending", "active", "cancelled", "terminated"}
# ProZorro publishes its own word for a bid that takes part
BID_ALIASES = {"active": "valid"}
LIMIT_TITLE = 300
LIMIT_TEXT = 10_000


@dataclass(frozen=True, slots=True)
class Understood:
    """The process, or nothing when an error refuses it, and all complaints."""

    process: ContractingProcess | None
    problems: tuple[Problem, ...]


def interpret(release: dict[str, Any]) -> Understood:
    """Understand a compiled release; never raises on content."""
    ocid = str(release.get("ocid") or "")
    reader = Reader(ocid)
    if not any(release.get(section) for section in SECTIONS):
        problem = Problem("no_content", ocid=ocid)
        return Understood(None, (problem,))
    directory = Directory(reader, release)
    process = _process(ocid, release, reader, directory)
    if process.agency is None:
        reader.warn("no_buyer", "buyer")
    awards = {award.id for award in process.awards}
    for contract in process.contracts:
        if awards and contract.award_id and contract.award_id not in awards:
            reader.warn("unknown_award", "contracts.awardID", value=contract.award_id)
    return Understood(process, tuple(condense(reader.problems)))


def _process(
    ocid: str, release: dict[str, Any], reader: Reader, directory: Directory
) -> ContractingProcess:
    planning = reader.object(release, "planning")
    budget = reader.object(planning, "budget", "planning.budget")
    raw_tender = reader.object(release, "tender")
    tender = _tender(raw_tender, reader, directory) if raw_tender else None
    bids = tuple(_bids(release, reader, directory))
    awards = tuple(_awards(release, reader, directory))
    contracts = tuple(_contracts(release, reader, directory))
    documents = tuple(_documents(release, reader))
    date = reader.instant(release, "date", "date")
    raw_tags = release.get("tag")
    given = raw_tags if isinstance(raw_tags, list) else [raw_tags]
    tags = frozenset(tag for tag in given if isinstance(tag, str))
    budget_text = reader.text(budget, "description", "planning.budget.description", limit=2000)
    project = reader.text(budget, "project", "planning.budget.project", limit=LIMIT_TITLE)
    agreed: list[Award | Contract] = [*contracts, *awards]
    titles = [
        reader.text(release, "title", limit=LIMIT_TITLE),
        tender.title if tender else "",
        *(part.title for part in agreed),
        budget_text[:LIMIT_TITLE],
        project,
        *(part.description[:LIMIT_TITLE] for part in agreed),
    ]
    description = reader.text(release, "description", limit=LIMIT_TEXT)
    return ContractingProcess(
        ocid=ocid,
        title=next(filter(None, titles), ocid),
        description=description or (tender.description if tender else ""),
        date=date,
        tags=tags,
        stage=stage_of(
            date=date,
            tags=tags,
            tender=tender,
            bids=bids,
            awards=awards,
            contracts=contracts,
            documents=documents,
        ),
        buyer=directory.one(release, "buyer", "buyer"),
        procuring_entity=directory.one(raw_tender, "procuringEntity", "tender.procuringEntity"),
        rationale=reader.text(planning, "rationale", "planning.rationale", limit=LIMIT_TEXT),
        # budget.value is what some publishers of 1.0 wrote for budget.amount
        budget=reader.money(budget, "amount", "planning.budget.amount")
        or reader.money(budget, "value", "planning.budget.value"),
        budget_text=budget_text or project,
        planning_milestones=tuple(parts.milestones(reader, planning, "planning")),
        tender=tender,
        bids=bids,
        awards=awards,
        contracts=contracts,
        documents=documents,
    )


def _tender(node: dict[str, Any], reader: Reader, directory: Directory) -> Tender:
    status = reader.code(node, "status", "tender.status", known=TENDER_STATUSES)
    method = reader.code(node, "procurementMethod", "tender.procurementMethod", known=METHODS)
    details = reader.text(node, "procurementMethodDetails", "tender.procurementMethodDetails")
    return Tender(
        id=reader.text(node, "id", "tender.id", limit=200),
        title=reader.text(node, "title", "tender.title", limit=LIMIT_TITLE),
        description=reader.text(node, "description", "tender.description", limit=LIMIT_TEXT),
        status=status,
        method=method,
        # a method that is no code of the standard is at least kept as text
        method_details=details or ("" if method else reader.text(node, "procurementMethod")),
        rationale=reader.text(
            node, "procurementMethodRationale", "tender.procurementMethodRationale", limit=2000
        ),
        criteria=reader.text(node, "awardCriteria", "tender.awardCriteria", limit=200),
        period=reader.period(node, "tenderPeriod", "tender.tenderPeriod"),
        value=reader.money(node, "value", "tender.value"),
        number_of_tenderers=reader.count(node, "numberOfTenderers", "tender.numberOfTenderers"),
        tenderers=directory.several(node, "tenderers", "tender.tenderers"),
        milestones=tuple(parts.milestones(reader, node, "tender")),
    )


def _bids(release: dict[str, Any], reader: Reader, directory: Directory) -> Iterator[Bid]:
    node = reader.object(release, "bids")
    for number, bid in enumerate(reader.objects(node, "details", "bids")):
        yield Bid(
            id=parts.known_as(reader, bid, number),
            status=reader.code(
                bid, "status", "bids.status", known=BID_STATUSES, aliases=BID_ALIASES
            ),
            date=reader.instant(bid, "date", "bids.date"),
            value=reader.money(bid, "value", "bids.value"),
            tenderers=directory.several(bid, "tenderers", "bids.tenderers"),
        )


def _awards(release: dict[str, Any], reader: Reader, directory: Directory) -> Iterator[Award]:
    for number, node in enumerate(reader.objects(release, "awards")):
        yield Award(
            id=parts.known_as(reader, node, number),
            title=reader.text(node, "title", "awards.title", limit=LIMIT_TITLE),
            description=reader.text(node, "description", "awards.description", limit=LIMIT_TEXT),
            status=reader.code(node, "status", "awards.status", known=AWARD_STATUSES),
            date=reader.instant(node, "date", "awards.date"),
            value=reader.money(node, "value", "awards.value"),
            suppliers=directory.several(node, "suppliers", "awards.suppliers"),
        )


def _contracts(release: dict[str, Any], reader: Reader, directory: Directory) -> Iterator[Contract]:
    for number, node in enumerate(reader.objects(release, "contracts")):
        work = reader.object(node, "implementation", "contracts.implementation")
        where = "contracts.implementation"
        yield Contract(
            id=parts.known_as(reader, node, number),
            award_id=reader.text(node, "awardID", "contracts.awardID", limit=200),
            title=reader.text(node, "title", "contracts.title", limit=LIMIT_TITLE),
            description=reader.text(node, "description", "contracts.description", limit=LIMIT_TEXT),
            status=reader.code(node, "status", "contracts.status", known=CONTRACT_STATUSES),
            period=reader.period(node, "period", "contracts.period"),
            value=reader.money(node, "value", "contracts.value"),
            signed=reader.instant(node, "dateSigned", "contracts.dateSigned"),
            ended=reader.instant(work, "endDate", f"{where}.endDate"),
            suppliers=directory.several(node, "suppliers", "contracts.suppliers"),
            transactions=tuple(parts.transactions(reader, directory, work, where)),
            milestones=(
                *parts.milestones(reader, node, "contracts"),
                *parts.milestones(reader, work, where),
            ),
            amendments=tuple(parts.amendments(reader, node)),
        )


def _documents(release: dict[str, Any], reader: Reader) -> Iterator[Document]:
    places: list[tuple[dict[str, Any], str, Stage]] = [
        (as_object(release.get("planning")), "planning", "planning"),
        (as_object(release.get("tender")), "tender", "selection"),
    ]
    bids = as_object(release.get("bids"))
    places += [(bid, "bids", "selection") for bid in reader.objects(bids, "details")]
    places += [(award, "awards", "selection") for award in reader.objects(release, "awards")]
    for contract in reader.objects(release, "contracts"):
        work = as_object(contract.get("implementation"))
        places.append((contract, "contracts", "selection"))
        places.append((work, "implementation", "supervision"))
    for node, name, stage in places:
        yield from parts.documents(reader, node, name, stage)
