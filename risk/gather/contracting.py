"""Tenders that a person may see, own and imported, as the processes that red flags ask."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from egov_outsource import access
from projects.selection.models import Award, Bid, Tender
from risk.redflags import process

MOST = 5_000


def visible_tenders(user: access.Viewer, projects: Any) -> list[Tender]:
    """The latest tenders of `projects` that were called, at most `MOST`."""
    rows = Tender.objects.visible_to(user).filter(project__in=projects)
    rows = rows.exclude(status=Tender.Status.DRAFT).select_related("project__owner")
    return list(rows.order_by("-period_end", "-pk")[:MOST])


def contracting(user: access.Viewer, tenders: Collection[Tender]) -> list[process.Process]:
    """Every tender as a process called by its key, with the bids and awards `user` may see.

    A consortium was imported with its leader in the row and the others as text, so neither its
    bid nor its award has a single organisation behind it. Items are not kept: R048 has no facts.
    """
    ids = [tender.pk for tender in tenders]
    bids: dict[int, list[process.Bid]] = defaultdict(list)
    for bid in Bid.objects.visible_to(user).filter(tender__in=ids).order_by("pk"):
        bids[bid.tender_id].append(_bid(bid))
    awards: dict[int, list[process.Award]] = defaultdict(list)
    for award in Award.objects.visible_to(user).filter(tender__in=ids).order_by("pk"):
        awards[award.tender_id or 0].append(_award(award))
    return [_process(tender, bids[tender.pk], awards[tender.pk]) for tender in tenders]


def _process(
    tender: Tender, bids: list[process.Bid], awards: list[process.Award]
) -> process.Process:
    taking_part = {one for bid in bids if bid.status != "withdrawn" for one in bid.tenderers}
    return process.Process(
        ocid=str(tender.pk),
        buyer=str(tender.project.owner_id),
        is_cancelled=tender.status == Tender.Status.CANCELLED,
        method=tender.method or None,
        method_details=tender.method_details or None,
        number_of_tenderers=tender.number_of_tenderers or len(taking_part) or None,
        period_start=tender.period_start.isoformat() if tender.period_start else None,
        period_end=tender.period_end.isoformat() if tender.period_end else None,
        bids=tuple(bids),
        awards=tuple(awards),
    )


def _bid(row: Bid) -> process.Bid:
    bidder = str(row.bidder_id)
    has_partners = bool(row.source_id and row.summary)
    return process.Bid(
        status=row.status,
        tenderers=(bidder,),
        bidder=None if has_partners else bidder,
        amount=None if row.amount is None else float(row.amount),
        currency=row.currency,
        date=row.submitted_at.isoformat() if row.submitted_at else None,
    )


def _award(row: Award) -> process.Award:
    supplier = str(row.supplier_id) if row.supplier_id else None
    has_partners = bool(row.source_id and row.reasons)
    return process.Award(
        status=row.status,
        suppliers=(supplier,) if supplier else (),
        supplier=None if has_partners else supplier,
    )
