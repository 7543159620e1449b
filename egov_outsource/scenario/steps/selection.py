"""Alternatives are compared, a tender is run, a contract is signed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from egov_outsource.accounts.models import Organisation, User
from egov_outsource.scenario.clock import Day, do, moment
from egov_outsource.scenario.team import Undertaking
from projects.actions.appoint_engagement import appoint_engagement
from projects.selection.actions.acknowledge_contract import acknowledge_contract
from projects.selection.actions.add_alternative import add_alternative
from projects.selection.actions.award_tender import award_tender
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
from projects.selection.models import Award, Contract, Tender

# judges differ a little; their mean is the score of the story
SPREAD = (Decimal(0), Decimal("0.5"), Decimal("-0.5"))


@dataclass(frozen=True)
class Choice:
    """A way to run the project with its scores on the six criteria."""

    mode: str
    title: str
    cost: int
    scores: tuple[float, ...]
    description: str = ""


@dataclass(frozen=True)
class Offer:
    """A bid of one firm, and what the evaluation makes of it."""

    firm: Organisation
    bidder: User
    amount: Decimal
    summary: str
    score: str = ""
    reason: str = ""
    is_explained: bool = False


def choose_mode(
    job: Undertaking,
    choices: Sequence[Choice],
    *,
    compared: Day,
    proposed: Day,
    day: Day,
    reasons: str,
    suppliers: int,
) -> None:
    """The judges compare, the officer proposes the first choice, the leader decides."""
    rows = []
    for choice in choices:
        alternative = do(
            compared,
            add_alternative,
            job.project,
            actor=job.team.officer,
            mode=choice.mode,
            title=choice.title,
            description=choice.description,
            whole_life_cost=Decimal(choice.cost),
        )
        rows.append(alternative)
        for judge, spread in zip(job.team.judges, SPREAD, strict=False):
            scores = {
                code: Decimal(str(score)) + (spread if 1 <= score <= 9 else 0)  # noqa: PLR2004
                for code, score in zip(CRITERIA, choice.scores, strict=True)
            }
            do(compared, score_alternative, alternative, actor=judge, scores=scores)
    proposal = do(
        proposed,
        propose_mode,
        job.project,
        actor=job.team.officer,
        alternative=rows[0],
        reasons=reasons,
        market_suppliers=suppliers,
    )
    do(day, decide_mode, proposal, actor=job.team.leader, approve=True, note="As proposed.")


def call_for_bids(
    job: Undertaking,
    terms: Mapping[str, Any],
    criteria: Mapping[str, int],
    *,
    drafted: Day,
    day: Day,
) -> Tender:
    """The officer drafts the tender, the leader publishes it."""
    weights = [{"title": title, "weight": Decimal(weight)} for title, weight in criteria.items()]
    tender = do(
        drafted, draft_tender, job.project, actor=job.team.officer, terms=terms, criteria=weights
    )
    return do(day, publish_tender, tender, actor=job.team.leader, reasons="Complete and lawful.")


def bid(tender: Tender, offer: Offer, day: Day) -> None:
    """One firm submits its sealed bid."""
    do(
        day,
        submit_bid,
        tender,
        actor=offer.bidder,
        bidder=offer.firm,
        amount=offer.amount,
        currency=tender.currency,
        summary=offer.summary,
    )


def evaluate(
    job: Undertaking, tender: Tender, offers: Sequence[Offer], *, opened: Day, day: Day
) -> Tender:
    """The officer opens the bids and writes down what the committee found."""
    tender = do(opened, open_bids, tender, actor=job.team.officer)
    for offer in offers:
        if not offer.score:
            continue
        do(
            day,
            evaluate_bid,
            tender.bids.get(bidder=offer.firm),
            actor=job.team.officer,
            status="valid",
            score=Decimal(offer.score),
            reason=offer.reason,
            is_price_explained=offer.is_explained,
        )
    return tender


def award(job: Undertaking, tender: Tender, firm: Organisation, day: Day, reasons: str) -> Award:
    """The leader awards to the firm."""
    winner = tender.bids.get(bidder=firm)
    return do(day, award_tender, tender, actor=job.team.leader, bid=winner, reasons=reasons)


def conclude(
    job: Undertaking,
    awarded: Award,
    terms: Mapping[str, Any],
    *,
    drafted: Day,
    signed: Day,
    acknowledged: Day,
    by: User,
    without: Collection[str] = (),
) -> Contract:
    """The officer drafts, the leader reviews and signs, the contractor acknowledges."""
    contract = do(drafted, draft_contract, awarded, actor=job.team.officer, terms=terms)
    for number, clause in enumerate(contract.clauses.order_by("id"), start=1):
        if clause.code in without:
            continue
        written = do(
            drafted,
            write_clause,
            clause,
            actor=job.team.officer,
            is_present=True,
            position=f"§ {number + 10}",
            text=CLAUSES[clause.code].wording,
        )
        do(signed, review_clause, written, actor=job.team.leader)
    contract = do(signed, sign_contract, contract, actor=job.team.leader, reasons="As awarded.")
    return do(acknowledged, acknowledge_contract, contract, actor=by)


def appoint(
    job: Undertaking,
    firm: Organisation,
    capacity: str,
    day: Day,
    *,
    until: date | str,
    purpose: str,
    fee: int | None = None,
) -> None:
    """The leader appoints a third party that has declared its independence."""
    do(
        day,
        appoint_engagement,
        job.project,
        actor=job.team.leader,
        organisation=firm,
        capacity=capacity,
        purpose=purpose,
        valid_from=moment(day),
        valid_to=moment(until),
        fee=None if fee is None else Decimal(fee),
        is_independent=True,
    )
