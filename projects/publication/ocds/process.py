"""A contracting process as the platform understands it: plain values, nothing of a database."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from projects.publication.ocds.values import UNKNOWN, Money, Period

Stage = Literal["planning", "selection", "supervision", "acceptance", "prosecution"]


@dataclass(frozen=True, slots=True)
class Identifier:
    """A number that a register gave an organisation; `scheme` names the register."""

    scheme: str
    value: str


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation that takes part, known by a register's number or only by its name."""

    name: str
    identifier: Identifier | None = None

    @property
    def key(self) -> tuple[str, str]:
        """Equal for mentions of the same organisation."""
        if self.identifier:
            return self.identifier.scheme, self.identifier.value
        return "", normal_name(self.name)


def normal_name(name: str) -> str:
    """A name without differences that mean nothing: case, spaces, marks around words."""
    words = "".join(letter if letter.isalnum() else " " for letter in name.casefold()).split()
    return " ".join(words) or name.strip().casefold()


@dataclass(frozen=True, slots=True)
class Document:
    """A document that stays where its publisher put it."""

    id: str
    title: str
    url: str
    kind: str = ""
    stage: Stage = "planning"
    where: str = ""


@dataclass(frozen=True, slots=True)
class Milestone:
    """Something due; `status` scheduled, met, notMet, partiallyMet or empty."""

    id: str
    title: str
    kind: str = ""
    description: str = ""
    due: datetime | None = None
    met: datetime | None = None
    status: str = ""


@dataclass(frozen=True, slots=True)
class Amendment:
    """A change of what was agreed."""

    id: str
    date: datetime | None = None
    rationale: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Tender:
    """The call for competition."""

    id: str = ""
    title: str = ""
    description: str = ""
    status: str = ""
    method: str = ""
    method_details: str = ""
    rationale: str = ""
    criteria: str = ""
    period: Period = UNKNOWN
    value: Money | None = None
    number_of_tenderers: int | None = None
    tenderers: tuple[Party, ...] = ()
    milestones: tuple[Milestone, ...] = ()


@dataclass(frozen=True, slots=True)
class Bid:
    """An offer; `status` invited, pending, valid, disqualified, withdrawn or empty."""

    id: str
    status: str = ""
    date: datetime | None = None
    value: Money | None = None
    tenderers: tuple[Party, ...] = ()


@dataclass(frozen=True, slots=True)
class Award:
    """A decision for suppliers; `status` pending, active, cancelled, unsuccessful or empty."""

    id: str
    title: str = ""
    description: str = ""
    status: str = ""
    date: datetime | None = None
    value: Money | None = None
    suppliers: tuple[Party, ...] = ()


@dataclass(frozen=True, slots=True)
class Transaction:
    """Money paid under a contract."""

    id: str
    date: datetime | None = None
    value: Money | None = None
    payer: Party | None = None
    payee: Party | None = None


@dataclass(frozen=True, slots=True)
class Contract:
    """An agreement; `status` pending, active, cancelled, terminated or empty."""

    id: str
    award_id: str = ""
    title: str = ""
    description: str = ""
    status: str = ""
    period: Period = UNKNOWN
    value: Money | None = None
    signed: datetime | None = None
    ended: datetime | None = None
    suppliers: tuple[Party, ...] = ()
    transactions: tuple[Transaction, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    amendments: tuple[Amendment, ...] = ()


@dataclass(frozen=True, slots=True)
class ContractingProcess:
    """Everything that is imported of one process."""

    ocid: str
    title: str
    description: str = ""
    date: datetime | None = None
    tags: frozenset[str] = frozenset()
    stage: Stage = "planning"
    buyer: Party | None = None
    procuring_entity: Party | None = None
    rationale: str = ""
    budget: Money | None = None
    budget_text: str = ""
    planning_milestones: tuple[Milestone, ...] = ()
    tender: Tender | None = None
    bids: tuple[Bid, ...] = ()
    awards: tuple[Award, ...] = ()
    contracts: tuple[Contract, ...] = ()
    documents: tuple[Document, ...] = field(default=())

    @property
    def publisher(self) -> str:
        """The prefix that the standard's registry gave the publisher: ocds-213czf."""
        return "-".join(self.ocid.split("-")[:2]).casefold()

    @property
    def agency(self) -> Party | None:
        """Who buys: the buyer, else the procuring entity."""
        return self.buyer or self.procuring_entity
