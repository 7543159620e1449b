"""Builders of tenders, awards and contracts; the people are those of the cast."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import time_machine
from django.utils import timezone

from egov_outsource.accounts.models import Organisation
from projects.models import Project
from projects.selection.actions.acknowledge_contract import acknowledge_contract
from projects.selection.actions.add_alternative import add_alternative
from projects.selection.actions.decide_mode import decide_mode
from projects.selection.actions.draft_contract import draft_contract
from projects.selection.actions.draft_tender import draft_tender
from projects.selection.actions.evaluate_bid import evaluate_bid
from projects.selection.actions.open_bids import open_bids
from projects.selection.actions.propose_mode import propose_mode
from projects.selection.actions.publish_tender import publish_tender
from projects.selection.actions.review_clause import review_clause
from projects.selection.actions.score_alternative import score_alternative
from projects.selection.actions.sign_contract import sign_contract
from projects.selection.actions.submit_bid import submit_bid
from projects.selection.actions.write_clause import write_clause
from projects.selection.clauses import CLAUSES
from projects.selection.criteria import CRITERIA
from projects.selection.models import Alternative, Award, Bid, Contract, ModeDecision, Tender
from tests.build.projects import Cast

VALUE = Decimal("900000.00")


def awarded(
    cast: Cast,
    *,
    project: Project | None = None,
    supplier: Organisation | None = None,
    value: Decimal = VALUE,
) -> Award:
    """An active award to the cast's contractor."""
    project = project or cast.project
    return Award.objects.create(
        project=project,
        supplier=supplier or cast.contractor,
        title="Award of the portal",
        value=value,
        currency=project.currency,
        reasons="Best offer.",
        decided_by=cast.leader,
        decided_at=timezone.now(),
    )


def contract_terms(**more: Any) -> dict[str, Any]:
    """Terms with which a contract can be drafted; from today for a year."""
    today = timezone.localdate()
    facts: dict[str, Any] = {
        "reference": "C-1",
        "title": "Build and run the resident services portal",
        "title_zh": "居民服务门户建设与运行",
        "build_value": Decimal("700000.00"),
        "advance_cap": Decimal("0.300"),
        "start_date": today,
        "end_date": today + timedelta(days=365),
    }
    return facts | more


def drafted_contract(cast: Cast, *, award: Award | None = None, **terms: Any) -> Contract:
    """A draft with twelve empty clauses."""
    return draft_contract(award or awarded(cast), actor=cast.officer, terms=contract_terms(**terms))


def ready_contract(cast: Cast, *, award: Award | None = None, **terms: Any) -> Contract:
    """A draft with every clause written by one officer and reviewed by another."""
    contract = drafted_contract(cast, award=award, **terms)
    for number, clause in enumerate(contract.clauses.all(), start=1):
        wording = CLAUSES[clause.code].wording
        position = f"Article {number}"
        write_clause(clause, actor=cast.officer, is_present=True, position=position, text=wording)
        review_clause(clause, actor=cast.second_officer)
    return contract


def signed_contract(cast: Cast, *, award: Award | None = None, **terms: Any) -> Contract:
    """A contract in effect between the cast's agency and contractor, acknowledged by it."""
    contract = ready_contract(cast, award=award, **terms)
    contract = sign_contract(contract, actor=cast.leader)
    return acknowledge_contract(contract, actor=cast.project_manager)


def at(day: date, hour: int = 9) -> datetime:
    """A moment of a day, in local time."""
    return timezone.make_aware(datetime(day.year, day.month, day.day, hour))  # noqa: DTZ001


def open_tender(cast: Cast, *, project: Project | None = None, **more: Any) -> Tender:
    """A published tender whose bidding period began yesterday and ends in 30 days."""
    now = timezone.now()
    facts: dict[str, Any] = {
        "project": project or cast.project,
        "reference": "T-1",
        "title": "Resident services portal",
        "title_zh": "居民服务门户",
        "value": Decimal("1000000.00"),
        "currency": "CNY",
        "method": Tender.Method.OPEN,
        "status": Tender.Status.PUBLISHED,
        "period_start": now - timedelta(days=1),
        "period_end": now + timedelta(days=30),
        "published_at": now - timedelta(days=1),
        "created_by": cast.officer,
    }
    return Tender.objects.create(**facts | more)


def scored_alternatives(cast: Cast, *, project: Project | None = None) -> list[Alternative]:
    """Self-build and process outsourcing, both scored; the latter ranks first."""
    project = project or cast.project
    found = []
    for mode, title, score in (
        ("self_build", "Build it ourselves", "5"),
        ("process", "Buy the build, run it ourselves", "7"),
    ):
        alternative = add_alternative(project, actor=cast.officer, mode=mode, title=title)
        scores = {code: Decimal(score) for code in CRITERIA}
        found.append(score_alternative(alternative, actor=cast.officer, scores=scores))
    return found


def approved_mode(cast: Cast, *, project: Project | None = None) -> ModeDecision:
    """Process outsourcing, proposed by the officer and approved by the leader."""
    project = project or cast.project
    chosen = scored_alternatives(cast, project=project)[-1]
    decision = propose_mode(
        project, actor=cast.officer, alternative=chosen, reasons="Best on security."
    )
    return decide_mode(decision, actor=cast.leader, approve=True)


def tender_terms(**more: Any) -> dict[str, Any]:
    """Terms with which a tender can be published: 30 days from now."""
    now = timezone.now()
    facts: dict[str, Any] = {
        "reference": "T-1",
        "title": "Resident services portal",
        "title_zh": "居民服务门户",
        "description": "Build the portal and hand it over.",
        "method": "open",
        "value": Decimal("1000000.00"),
        "period_start": now,
        "period_end": now + timedelta(days=30),
    }
    return facts | more


CRITERIA_OF_BIDS = (
    {"title": "Quality", "weight": Decimal(60), "is_price": False},
    {"title": "Price", "weight": Decimal(40), "is_price": True},
)


def drafted_tender(cast: Cast, *, project: Project | None = None, **terms: Any) -> Tender:
    """A draft by the officer."""
    return draft_tender(
        project or cast.project,
        actor=cast.officer,
        terms=tender_terms(**terms),
        criteria=CRITERIA_OF_BIDS,
    )


def published_tender(cast: Cast, *, project: Project | None = None, **terms: Any) -> Tender:
    """An open tender of an outsourced project, published by the leader."""
    project = project or cast.project
    approved_mode(cast, project=project)
    tender = drafted_tender(cast, project=project, **terms)
    return publish_tender(tender, actor=cast.leader)


def bid_of(cast: Cast, tender: Tender, *, rival: bool = False, amount: str = "900000.00") -> Bid:
    """A bid of the cast's contractor, or of its rival."""
    return submit_bid(
        tender,
        actor=cast.rival_bidder if rival else cast.bid_manager,
        bidder=cast.rival if rival else cast.contractor,
        amount=Decimal(amount),
        currency="CNY",
        summary="We build it.",
    )


def evaluated_tender(cast: Cast, *, project: Project | None = None) -> tuple[Tender, Bid, Bid]:
    """A tender whose two bids were opened after the deadline and evaluated by an officer."""
    tender = published_tender(cast, project=project)
    winning, losing = bid_of(cast, tender), bid_of(cast, tender, rival=True, amount="950000.00")
    assert tender.period_end is not None
    with time_machine.travel(tender.period_end + timedelta(hours=1), tick=True):
        tender = open_bids(tender, actor=cast.officer)
        for bid, score in ((winning, "91"), (losing, "84")):
            evaluate_bid(bid, actor=cast.second_officer, status="valid", score=Decimal(score))
    winning.refresh_from_db()
    losing.refresh_from_db()
    return tender, winning, losing
