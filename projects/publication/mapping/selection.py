"""Tender, bids, awards and contracts of a process."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from egov_outsource.accounts.models import Organisation, User
from projects.publication.mapping.parties import Register
from projects.publication.mapping.project import OVER, currency_of, day
from projects.publication.mapping.rows import Rows, fresh, short
from projects.publication.ocds import process as ocds
from projects.publication.ocds.values import Money
from projects.selection.models import Award, Bid, Contract, Tender

BID_STATUSES = {
    "valid": Bid.Status.VALID,
    "disqualified": Bid.Status.DISQUALIFIED,
    "withdrawn": Bid.Status.WITHDRAWN,
}


@dataclass
class Selection:
    """Writes what leads to contracts, and the contracts."""

    rows: Rows
    register: Register
    process: ocds.ContractingProcess
    actor: User

    def write(self) -> dict[str, Contract]:
        """Everything; the contracts by the ids of the source."""
        tender = self._tender()
        bids = self._bids(tender) if tender else {}
        return self._contracts(self._awards(tender, bids))

    def _tender(self) -> Tender | None:
        process = self.process
        given = process.tender
        if given is None:
            if not (process.bids or any(award.suppliers for award in process.awards)):
                return None
            given = ocds.Tender(title=process.title)
        status = tender_status(process, given)
        values: dict[str, Any] = {
            "title": given.title or process.title,
            "description": given.description,
            "method": given.method,
            "method_details": given.method_details,
            "method_rationale": given.rationale,
            "award_criteria": given.criteria,
            "period_start": given.period.start,
            "period_end": given.period.end,
            "number_of_tenderers": given.number_of_tenderers,
            "status": status,
            **self._money("value", given.value),
            **_publicity(process, given, status),
        }
        key = short(process.ocid)
        known = self.rows.known(Tender)
        first = {} if key in known else {"created_by": self.actor}
        # publishers name the call anew; what people called here keeps its reference
        own = {
            ref for ref, row in self.rows.known(Tender, "reference").items() if not row.source_id
        }
        reference = fresh(short(given.id or process.ocid), own)
        return self.rows.bring(
            known, Tender, key, source_id=key, reference=reference, **values, **first
        )

    def _bids(self, tender: Tender) -> dict[int, Bid]:
        """Offers by bidder; a tenderer whose offer is not published has one without price.

        Who was only invited has made no offer.
        """
        known = self.rows.known(Bid)
        taken: set[str] = set()
        written: dict[int, Bid] = {}
        for given in self.process.bids:
            if not given.tenderers or given.status == "invited":
                continue
            key = fresh(short("bid", given.id), taken)
            bidder, *others = [self._contractor(party) for party in given.tenderers]
            written[bidder.pk] = self.rows.bring(
                known,
                Bid,
                key,
                source_id=key,
                tender_id=tender.pk,
                bidder_id=bidder.pk,
                summary="; ".join(other.name for other in others),
                status=BID_STATUSES.get(given.status, Bid.Status.PENDING),
                submitted_at=given.date,
                **self._money("amount", given.value),
            )
        for party in self.process.tender.tenderers if self.process.tender else ():
            bidder = self._contractor(party)
            key = short("tenderer", str(bidder.pk))
            if bidder.pk not in written:
                written[bidder.pk] = self.rows.bring(
                    known, Bid, key, source_id=key, tender_id=tender.pk, bidder_id=bidder.pk
                )
        return written

    def _awards(self, tender: Tender | None, bids: dict[int, Bid]) -> dict[str, Award]:
        known = self.rows.known(Award)
        taken: set[str] = set()
        written: dict[str, Award] = {}
        for given in self.process.awards:
            key = fresh(short(given.id), taken)
            suppliers = [self._contractor(party) for party in given.suppliers]
            first = suppliers[0].pk if suppliers else None
            bid = bids.get(first) if first else None
            row = self.rows.bring(
                known,
                Award,
                key,
                source_id=key,
                tender_id=tender.pk if tender else None,
                bid_id=bid.pk if bid else None,
                supplier_id=first,
                title=given.title,
                reasons="; ".join(other.name for other in suppliers[1:]),
                status=given.status or (Award.Status.ACTIVE if first else Award.Status.PENDING),
                decided_at=given.date,
                **self._money("value", given.value),
            )
            written.setdefault(given.id, row)
        return written

    def _contracts(self, awards: dict[str, Award]) -> dict[str, Contract]:
        known = self.rows.known(Contract)
        taken: set[str] = set()
        written: dict[str, Contract] = {}
        for given in self.process.contracts:
            key = fresh(short(given.id), taken)
            award = awards.get(given.award_id)
            supplier = award.supplier_id if award else None
            if given.suppliers:
                supplier = self._contractor(given.suppliers[0]).pk
            elif supplier is None and len(awards) == 1:
                supplier = next(iter(awards.values())).supplier_id
            start, end = day(given.period.start), day(given.period.end)
            first = {} if key in known else {"created_by": self.actor}
            written[given.id] = self.rows.bring(
                known,
                Contract,
                key,
                source_id=key,
                reference=key,
                award_id=award.pk if award else None,
                contractor_id=supplier,
                title=given.title or self.process.title,
                start_date=start,
                end_date=end,
                status=given.status or Contract.Status.ACTIVE,
                signed_at=given.signed,
                **self._money("value", given.value),
                **first,
            )
        return written

    def _contractor(self, party: ocds.Party) -> Organisation:
        return self.register.contractor(party, self.process.publisher)

    def _money(self, name: str, money: Money | None) -> dict[str, Any]:
        currency = money.currency if money else currency_of(self.process)
        return {name: money.amount if money else None, "currency": currency}


def tender_status(process: ocds.ContractingProcess, given: ocds.Tender) -> str:
    """The platform's word for where the call stands."""
    if given.status in OVER:
        return Tender.Status.CANCELLED
    if any(award.status in {"", "active"} for award in process.awards) or process.contracts:
        return Tender.Status.AWARDED
    if given.status in {"planning", "planned"}:
        return Tender.Status.DRAFT
    return Tender.Status.OPENED if given.status == "complete" else Tender.Status.PUBLISHED


def _publicity(
    process: ocds.ContractingProcess, given: ocds.Tender, status: str
) -> dict[str, datetime | None]:
    """When the call was published and its bids were opened.

    A call that still runs elsewhere is not shown as published: nobody can bid on it here.
    """
    runs = status in {Tender.Status.DRAFT, Tender.Status.PUBLISHED}
    if runs and (given.period.end is None or given.period.end > timezone.now()):
        return {"published_at": None, "opened_at": None}
    known = [given.period.end, *(award.date for award in process.awards), process.date]
    return {
        "published_at": given.period.start or process.date,
        "opened_at": next(filter(None, known), None),
    }
