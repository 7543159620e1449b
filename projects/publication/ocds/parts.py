"""The small parts that several sections share: milestones, amendments, payments, links."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from projects.publication.ocds.parties import Directory
from projects.publication.ocds.process import (
    Amendment,
    Document,
    Milestone,
    Stage,
    Transaction,
)
from projects.publication.ocds.values import Reader

MILESTONE_STATUSES = {"scheduled", "met", "notMet", "partiallyMet"}
MAX_URL = 2000
# kinds of document that belong to a stage wherever they are published
STAGES: dict[str, Stage] = {
    "needsAssessment": "planning",
    "feasibilityStudy": "planning",
    "procurementPlan": "planning",
    "riskProvisions": "planning",
    "physicalProgressReport": "supervision",
    "financialProgressReport": "supervision",
    "completionCertificate": "acceptance",
    "finalAudit": "prosecution",
    "complaints": "prosecution",
    "debarments": "prosecution",
    "contractGuarantees": "prosecution",
}


def known_as(reader: Reader, node: dict[str, Any], number: int) -> str:
    """The entry's id, its position where it has none."""
    return reader.text(node, "id", limit=200) or f"@{number}"


def milestones(reader: Reader, node: dict[str, Any], where: str) -> Iterator[Milestone]:
    """What is due."""
    name = f"{where}.milestones"
    for number, entry in enumerate(reader.objects(node, "milestones", name)):
        description = reader.text(entry, "description", f"{name}.description", limit=4000)
        yield Milestone(
            id=known_as(reader, entry, number),
            title=reader.text(entry, "title", f"{name}.title", limit=300) or description[:300],
            kind=reader.text(entry, "type", f"{name}.type", limit=60),
            description=description,
            due=reader.instant(entry, "dueDate", f"{name}.dueDate"),
            met=reader.instant(entry, "dateMet", f"{name}.dateMet"),
            status=reader.code(entry, "status", f"{name}.status", known=MILESTONE_STATUSES),
        )


def amendments(reader: Reader, node: dict[str, Any]) -> Iterator[Amendment]:
    """Changes of a contract; OCDS 1.0 knows only one, called `amendment`."""
    name = "contracts.amendments"
    found = reader.objects(node, "amendments", name) or reader.objects(node, "amendment", name)
    for number, entry in enumerate(found):
        yield Amendment(
            id=known_as(reader, entry, number),
            date=reader.instant(entry, "date", f"{name}.date"),
            rationale=reader.text(entry, "rationale", f"{name}.rationale", limit=4000),
            description=reader.text(entry, "description", f"{name}.description", limit=4000),
        )


def transactions(
    reader: Reader, directory: Directory, node: dict[str, Any], where: str
) -> Iterator[Transaction]:
    """Payments; OCDS 1.0 says amount, providerOrganization and receiverOrganization."""
    name = f"{where}.transactions"
    for number, entry in enumerate(reader.objects(node, "transactions", name)):
        payer = "payer" if entry.get("payer") else "providerOrganization"
        payee = "payee" if entry.get("payee") else "receiverOrganization"
        amount = "value" if entry.get("value") else "amount"
        yield Transaction(
            id=known_as(reader, entry, number),
            date=reader.instant(entry, "date", f"{name}.date"),
            value=reader.money(entry, amount, f"{name}.value"),
            payer=directory.one(entry, payer, f"{name}.payer"),
            payee=directory.one(entry, payee, f"{name}.payee"),
        )


def documents(reader: Reader, node: dict[str, Any], where: str, stage: Stage) -> Iterator[Document]:
    """Links to documents; one without a web address cannot be followed and is left out."""
    name = f"{where}.documents"
    for number, entry in enumerate(reader.objects(node, "documents", name)):
        url = entry.get("url")
        if url in (None, ""):
            continue
        if not isinstance(url, str) or not is_link(url.strip()):
            reader.warn("bad_link", f"{name}.url")
            continue
        kind = reader.text(entry, "documentType", f"{name}.documentType", limit=100)
        title = reader.text(entry, "title", f"{name}.title", limit=300)
        yield Document(
            id=known_as(reader, entry, number),
            title=title or kind or url.strip()[:300],
            url=url.strip(),
            kind=kind,
            stage=STAGES.get(kind, stage),
            where=where,
        )


def is_link(url: str) -> bool:
    """Whether a browser can safely be sent there."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    plain = not any(letter.isspace() or ord(letter) < 32 for letter in url)  # noqa: PLR2004
    return (
        parts.scheme in {"http", "https"} and bool(parts.hostname) and len(url) <= MAX_URL and plain
    )
