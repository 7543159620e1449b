"""Milestones, payments, changes and links of a process."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Max

from audit.evidence.models import Document
from egov_outsource.accounts.models import User
from projects.publication.mapping.parties import Register
from projects.publication.mapping.project import day
from projects.publication.mapping.rows import Rows, fresh, short
from projects.publication.ocds import process as ocds
from projects.selection.models import Contract
from projects.supervision.models import ChangeRequest, Milestone, Payment

MAX_CODE = 60
MAX_KIND = 40
MAX_DOCUMENT_KIND = 60


@dataclass
class Work:
    """Writes what was done under the contracts, and the documents of all stages."""

    rows: Rows
    register: Register
    process: ocds.ContractingProcess
    actor: User
    contracts: dict[str, Contract]

    def write(self) -> None:
        """Everything."""
        self._milestones()
        self._payments()
        self._changes()
        self._documents()
        self.rows.flush()

    def _steps(self) -> Iterator[tuple[str, ocds.Milestone, Contract | None]]:
        for step in self.process.planning_milestones:
            yield "planning", step, None
        for step in self.process.tender.milestones if self.process.tender else ():
            yield "tender", step, None
        for given in self.process.contracts:
            for step in given.milestones:
                yield given.id, step, self.contracts[given.id]

    def _milestones(self) -> None:
        known = self.rows.known(Milestone)
        taken: set[str] = set()
        for where, given, contract in self._steps():
            key = fresh(short(where, given.id), taken)
            self.rows.add(
                known,
                Milestone,
                key,
                source_id=key,
                code=short(key, limit=MAX_CODE),
                contract_id=contract.pk if contract else None,
                title=given.title or given.id,
                kind=given.kind[:MAX_KIND],
                due=day(given.due),
                status=given.status or Milestone.Status.SCHEDULED,
                met_on=day(given.met),
                note=given.description,
            )

    def _payments(self) -> None:
        known = self.rows.known(Payment)
        taken: set[str] = set()
        for given in self.process.contracts:
            contract = self.contracts[given.id]
            for paid in given.transactions:
                if paid.value is None:
                    continue
                key = fresh(short(given.id, paid.id), taken)
                payee = contract.contractor_id
                if paid.payee:
                    payee = self.register.contractor(paid.payee, self.process.publisher).pk
                self.rows.add(
                    known,
                    Payment,
                    key,
                    source_id=key,
                    contract_id=contract.pk,
                    payee_id=payee,
                    purpose=paid.id[:500],
                    amount=paid.value.amount,
                    currency=paid.value.currency,
                    status=Payment.Status.PAID,
                    paid_on=day(paid.date),
                    note=paid.payer.name if paid.payer else "",
                )

    def _changes(self) -> None:
        known = self.rows.known(ChangeRequest)
        numbers = ChangeRequest.objects.filter(project=self.rows.project)
        highest = None if self.rows.is_new else numbers.aggregate(last=Max("number"))["last"]
        last = highest or 0
        taken: set[str] = set()
        for given in self.process.contracts:
            contract = self.contracts[given.id]
            for amendment in given.amendments:
                key = fresh(short(given.id, amendment.id), taken)
                first = {}
                if key not in known:
                    last += 1
                    first = {"number": last, "proposed_by": self.actor}
                text = amendment.rationale or amendment.description or amendment.id
                self.rows.add(
                    known,
                    ChangeRequest,
                    key,
                    source_id=key,
                    contract_id=contract.pk,
                    organisation_id=contract.contractor_id,
                    title=" ".join(text.split())[:1000],
                    reasons="\n\n".join(
                        filter(None, dict.fromkeys((amendment.rationale, amendment.description)))
                    ),
                    # published amendments have been agreed
                    status=ChangeRequest.Status.APPROVED,
                    decided_at=amendment.date,
                    implemented_on=day(amendment.date),
                    **first,
                )

    def _documents(self) -> None:
        """Links by place and id; a new address is a new version that replaces the older."""
        known = self.rows.known(Document)
        taken: set[str] = set()
        for given in self.process.documents:
            key = fresh(short(given.where, given.id), taken)
            older = known.get(key)
            if older is not None and (older.url, older.stage) == (given.url, given.stage):
                continue
            self.rows.add(
                {},
                Document,
                key,
                source_id=key,
                title=given.title,
                kind=given.kind[:MAX_DOCUMENT_KIND],
                stage=given.stage,
                url=given.url,
                number=older.number + 1 if older else 1,
                replaces=older,
                organisation_id=self.rows.project.owner_id,
                uploaded_by=self.actor,
            )
