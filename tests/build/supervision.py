"""Builders of milestones, reports, findings, changes and payments; the people are the cast's."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from projects.models import Project
from projects.selection.models import Contract
from projects.supervision.actions.add_milestone import add_milestone
from projects.supervision.actions.approve_payment import approve_payment
from projects.supervision.actions.assess_change import assess_change
from projects.supervision.actions.certify_payment import certify_payment
from projects.supervision.actions.claim_payment import claim_payment
from projects.supervision.actions.decide_change import decide_change
from projects.supervision.actions.propose_change import propose_change
from projects.supervision.actions.raise_finding import raise_finding
from projects.supervision.actions.submit_status_report import submit_status_report
from projects.supervision.models import (
    ChangeRequest,
    Finding,
    Milestone,
    Payment,
    StatusReport,
)
from tests.build.projects import Cast

DAYS_SINCE_START = 200


def running_contract(cast: Cast, *, reference: str = "C-1") -> Contract:
    """A contract over 900 000 with the cast's contractor, in effect since 200 days.

    Written directly: how it comes about is tested with selection.
    """
    today, now = timezone.localdate(), timezone.now()
    return Contract.objects.create(
        project=cast.project,
        contractor=cast.contractor,
        reference=reference,
        title="Build and run the resident services portal",
        title_zh="居民服务门户建设与运行",
        value=Decimal("900000.00"),
        build_value=Decimal("700000.00"),
        currency="CNY",
        start_date=today - timedelta(days=DAYS_SINCE_START),
        end_date=today + timedelta(days=DAYS_SINCE_START),
        status=Contract.Status.ACTIVE,
        signed_at=now - timedelta(days=DAYS_SINCE_START),
        signed_by=cast.leader,
        created_by=cast.officer,
    )


def self_built(cast: Cast) -> Project:
    """The cast's project as one that government builds itself."""
    Project.objects.filter(pk=cast.project.pk).update(mode=Project.Mode.SELF_BUILD)
    cast.project.refresh_from_db()
    return cast.project


def planned_milestone(cast: Cast, contract: Contract | None = None, **more: Any) -> Milestone:
    """A milestone that is due in ten days."""
    facts: dict[str, Any] = {
        "code": f"M{Milestone.objects.count() + 1}",
        "title": "Design approved",
        "due": timezone.localdate() + timedelta(days=10),
    }
    project = contract.project if contract else cast.project
    return add_milestone(project, actor=cast.officer, contract=contract, **facts | more)


def amounts(pv: int = 300, ev: int = 250, ac: int = 280, bac: int = 1000) -> dict[str, Decimal]:
    """The four measures, in thousands."""
    measures = {"pv": pv, "ev": ev, "ac": ac, "bac": bac}
    return {name: Decimal(1000) * value for name, value in measures.items()}


def reported(cast: Cast, contract: Contract, *, days_ago: int = 10, **more: Any) -> StatusReport:
    """A report of the contractor as of some days ago."""
    as_of: date = timezone.localdate() - timedelta(days=days_ago)
    facts: dict[str, Any] = amounts() | more
    return submit_status_report(
        contract.project, actor=cast.project_manager, contract=contract, as_of=as_of, **facts
    )


def issued_finding(cast: Cast, **more: Any) -> Finding:
    """A major finding of the supervisor, addressed to the contractor."""
    facts: dict[str, Any] = {
        "addressee": cast.contractor,
        "title": "Test records are missing",
        "text": "No records of the integration test exist.",
    }
    return raise_finding(cast.project, actor=cast.supervisor, **facts | more)


def proposed_change(cast: Cast, contract: Contract, **more: Any) -> ChangeRequest:
    """A change that the contractor proposes: 5 per cent of 900 000 dearer."""
    facts: dict[str, Any] = {
        "title": "Another interface",
        "kind": ChangeRequest.Kind.REQUIREMENT,
        "reasons": "The registry has changed.",
        "value": Decimal(45000),
        "days": 14,
    }
    return propose_change(
        contract.project, actor=cast.project_manager, contract=contract, **facts | more
    )


def assessed_change(cast: Cast, contract: Contract, **more: Any) -> ChangeRequest:
    """A proposed change with the supervisor's opinion."""
    change = proposed_change(cast, contract, **more)
    return assess_change(change, actor=cast.supervisor, opinion="Needed and fairly priced.")


def approved_change(cast: Cast, contract: Contract, **more: Any) -> ChangeRequest:
    """A change that the leader approved."""
    change = assessed_change(cast, contract, **more)
    return decide_change(change, actor=cast.leader, approve=True, reasons="Needed.")


def claimed_payment(cast: Cast, contract: Contract, **more: Any) -> Payment:
    """A claim of the contractor."""
    facts: dict[str, Any] = {
        "amount": Decimal(100000),
        "currency": contract.currency,
        "purpose": "First instalment",
    }
    return claim_payment(contract, actor=cast.project_manager, **facts | more)


def approved_payment(cast: Cast, contract: Contract, **more: Any) -> Payment:
    """A claim that was certified and approved."""
    payment = certify_payment(claimed_payment(cast, contract, **more), actor=cast.supervisor)
    return approve_payment(payment, actor=cast.finance)
