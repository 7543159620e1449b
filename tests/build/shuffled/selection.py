"""The choice of mode and partners, drawn at random."""

from decimal import Decimal

from projects.models import Allocation, Project
from projects.rights import DECISION_POINTS
from projects.selection.clauses import CLAUSES
from projects.selection.models import (
    Alternative,
    AlternativeScore,
    Award,
    Bid,
    Contract,
    ModeDecision,
    OwnershipClause,
    Tender,
)
from tests.build.shuffled.drawing import PRICES, Draw

CURRENCIES = ("CNY", "CNY", "CNY", "CNY", "CNY", "EUR")


def appraised(project: Project, draw: Draw) -> None:
    """Alternatives, their scores, and decisions with more or less of a ranking."""
    alternatives = [
        Alternative.objects.create(
            project=project,
            mode=draw.one(("self_build", "hybrid")),
            title=f"Alternative {place}",
            whole_life_cost=draw.maybe(draw.amount(), 0.8),
            created_by=project.created_by,
        )
        for place in draw.upto(4)
    ]
    AlternativeScore.objects.bulk_create(
        AlternativeScore(
            project=project, alternative=one, criterion=f"c{place}", judge=judge, score=5
        )
        for one in alternatives
        for place in draw.upto(6)
        for judge in draw.some(draw.parties.people)
    )
    for place in draw.upto(2) if alternatives else ():
        shares = {str(one.pk): draw.one((0.1, 0.55, 0.8)) for one in draw.some(alternatives)}
        ranking = draw.one(
            ({}, {"consistency_ratio": draw.one((0.05, 0.1, 0.2, None))}, {"first_shares": shares})
        )
        status = draw.one(("proposed", "returned", "approved")) if not place else "proposed"
        ModeDecision.objects.create(
            project=project,
            alternative=draw.one(alternatives),
            reasons="Cheaper",
            market_suppliers=draw.well(8, draw.maybe(draw.one((0, 1, 2, 3, 5, 8)), 0.8)),
            status=status,
            ranking=ranking | draw.one(({}, {"first_shares": shares})),
            proposed_by=project.created_by,
            decided_by=None if status == "proposed" else draw.parties.leader,
            decided_at=None if status == "proposed" else draw.moment(),
        )


def called(project: Project, draw: Draw) -> list[Award]:
    """Tenders with bids and awards; imported ones may be late, and won by many."""
    awards = []
    for place in draw.upto(3):
        start = draw.maybe(draw.moment(), 0.9)
        end = draw.moment(draw.after(start.date())) if start else None
        tender = Tender.objects.create(
            project=project,
            reference=f"T{place}",
            title="Platform",
            method=draw.well(
                "open", draw.one(("", "open", "open", "selective", "limited", "direct"))
            ),
            method_rationale=draw.one(("", " ", "The only one who can")),
            period_start=start if not end or start is None or start <= end else end,
            period_end=end,
            number_of_tenderers=draw.well(6, draw.maybe(draw.one((0, 1, 3)), 0.3)),
            status=draw.well(
                "awarded",
                draw.one(("draft", "cancelled", "published", "opened", "awarded", "awarded")),
            ),
            published_at=draw.maybe(draw.moment()),
            created_by=project.created_by,
        )
        bids = offered(tender, draw)
        for number in range(draw.one((0, 1, 1, 1, 2))):
            cheapest = min(bids, key=lambda one: one.amount or 0) if bids else None
            bid = draw.one((*bids, cheapest, cheapest, None))
            awards.append(
                Award.objects.create(
                    project=project,
                    tender=draw.maybe(tender, 0.9),
                    bid=bid,
                    supplier=bid.bidder if bid else draw.maybe(draw.one(draw.parties.firms)),
                    source_id=f"A{place}-{number}",
                    value=draw.well(1250, draw.maybe(Decimal(draw.one(PRICES)), 0.9)),
                    currency=draw.well("CNY", draw.one(CURRENCIES)),
                    status=draw.well(
                        "active", draw.one(("pending", "active", "active", "active", "cancelled"))
                    ),
                    decided_at=draw.maybe(draw.moment(), 0.8),
                )
            )
    return awards


def offered(tender: Tender, draw: Draw) -> list[Bid]:
    """Bids, also two of one bidder."""
    return Bid.objects.bulk_create(
        Bid(
            project=tender.project,
            tender=tender,
            bidder=draw.well(draw.parties.firms[4 + place % 2], draw.one(draw.parties.firms)),
            source_id=f"{tender.reference}-{place}",
            amount=draw.maybe(Decimal(draw.one(PRICES)), 0.9),
            currency=draw.well("CNY", draw.one(CURRENCIES)),
            status=draw.well(
                "valid",
                draw.one(("pending", "valid", "valid", "valid", "disqualified", "withdrawn")),
            ),
            is_price_explained=draw.well(True, draw.chance()),
            evaluated_by=draw.well(None, draw.maybe(draw.one(draw.parties.people), 0.3)),
            evaluated_at=draw.maybe(draw.moment(), 0.7),
            submitted_at=draw.well(
                tender.period_end,
                draw.one((None, draw.moment(), tender.period_end, draw.moment(draw.day()))),
            ),
        )
        for place in draw.upto(5)
    )


def contracted(project: Project, draw: Draw, awards: list[Award]) -> list[Contract]:
    """Contracts with and without an award, with some of their clauses."""
    contracts = []
    for place in draw.upto(3):
        award = draw.one([*awards, None])
        start = draw.maybe(draw.day(), 0.8)
        contract = Contract.objects.create(
            project=project,
            award=award,
            contractor=award.supplier if award else draw.maybe(draw.one(draw.parties.firms)),
            reference=f"K{place}",
            title="Platform",
            value=draw.well(1250, draw.maybe(Decimal(draw.one(PRICES)), 0.9)),
            currency=draw.well(
                "CNY", award.currency if award and draw.chance(0.8) else draw.one(CURRENCIES)
            ),
            advance_cap=draw.maybe(Decimal("0.3"), 0.8),
            start_date=start,
            end_date=draw.maybe(draw.after(start)) if start else None,
            status=draw.one(("pending", "active", "active", "terminated", "cancelled")),
            signed_at=draw.maybe(draw.moment(), 0.8),
            ended_on=draw.maybe(draw.day(), 0.2),
            created_by=project.created_by,
        )
        OwnershipClause.objects.bulk_create(
            OwnershipClause(
                project=project,
                contract=contract,
                code=code,
                is_present=draw.well(True, draw.chance(0.95)),
                reviewed_at=draw.well(draw.moment(), draw.maybe(draw.moment(), 0.8)),
            )
            for code in draw.well(
                CLAUSES, CLAUSES if draw.chance(0.6) else draw.some(list(CLAUSES))
            )
        )
        contracts.append(contract)
    return contracts


def allocated(project: Project, draw: Draw) -> None:
    """Control rights, most of them ideal, some shared otherwise, some held before."""
    if draw.well(False, draw.chance(0.1)):
        return
    rows = []
    for code, point in DECISION_POINTS.items():
        shares: tuple[float, ...] = point.ideal
        if draw.well(False, draw.chance(0.3)):
            other = ((0.5, 0.0, 0.5), (0.75, 0.25, 0.0), (0.2, 0.3, 0.5))
            alone = ((0.0, 0.0, 1.0), (0.0, 1.0, 0.0))
            shares = draw.one(other if point.weight == 3 else (*other, *alone))
        for holder, share in zip("GTC", shares, strict=True):
            if share:
                rows.append(
                    Allocation(
                        project=project, point=code, holder=holder, share=Decimal(str(share)),
                        mode="sole" if share == 1 else "joint", valid_from=draw.moment(),
                    )
                )  # fmt: skip
        if draw.chance(0.1):
            before = draw.moment()
            rows.append(
                Allocation(
                    project=project, point=code, holder="C", share=1,
                    valid_from=before, valid_to=before,
                )
            )  # fmt: skip
    Allocation.objects.bulk_create(rows)
