"""Builders of tenders, awards and contracts; the people are those of the cast."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from egov_outsource.accounts.models import Organisation
from projects.models import Project
from projects.selection.actions.acknowledge_contract import acknowledge_contract
from projects.selection.actions.draft_contract import draft_contract
from projects.selection.actions.review_clause import review_clause
from projects.selection.actions.sign_contract import sign_contract
from projects.selection.actions.write_clause import write_clause
from projects.selection.clauses import CLAUSES
from projects.selection.models import Award, Contract, Tender
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
