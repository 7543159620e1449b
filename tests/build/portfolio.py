"""Builders of projects as a portfolio sees them: contracts, payments, parties, data, results."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from egov_outsource.accounts.models import Organisation, User
from projects.acceptance.models import Asset
from projects.allocations import ideal_allocations
from projects.lifecycle.models import GateReview
from projects.models import Allocation, Engagement, Project
from projects.selection.models import Contract
from projects.supervision.models import Milestone, Payment
from risk.actions.recompute_projects import recompute_projects
from tests.build.risk import bare_project


def outsourced(
    owner: Organisation,
    firm: Organisation,
    value: int,
    *,
    paid: int = 0,
    currency: str = "CNY",
    supervisor: Organisation | None = None,
    handed_over: str = "",
    **facts: Any,
) -> Project:
    """A project past gate G2 with a contract in effect, in supervision.

    The contractor holds the control right `handed_over`; all others are as they should be.
    """
    given = {"stage": "supervision", "mode": "process", "budget": value, "mlps_level": 3} | facts
    project = bare_project(owner, currency=currency, **given)
    rights = ideal_allocations(project)
    for one in rights:
        one.holder = "C" if one.point == handed_over else one.holder
    Allocation.objects.bulk_create(rights)
    GateReview.objects.create(
        project=project, gate="G2", round=1, status="passed", submitted_by=project.created_by
    )
    contract = Contract.objects.create(
        project=project,
        contractor=firm,
        reference=f"K-{project.pk}",
        title="Work",
        value=value,
        currency=currency,
        start_date=date(2024, 9, 2),
        status="active",
        signed_at=timezone.now(),
        created_by=project.created_by,
    )
    if paid:
        Payment.objects.create(
            project=project,
            contract=contract,
            payee=firm,
            amount=paid,
            currency=currency,
            status="paid",
            paid_on=date(2025, 1, 31),
        )
    engaged(project, firm, "contractor")
    if supervisor is not None:
        engaged(project, supervisor, "supervision", fee=Decimal(value) / 20)
    Milestone.objects.create(
        project=project, code="M1", title="Due", due=timezone.localdate() - timedelta(days=30)
    )
    return project


def engaged(project: Project, who: Organisation, capacity: str, **facts: Any) -> Engagement:
    """A party of the project for a year; without grants, for nobody of it looks."""
    now = timezone.now()
    return Engagement.objects.create(
        project=project,
        organisation=who,
        capacity=capacity,
        purpose="test",
        valid_from=now - timedelta(days=1),
        valid_to=now + timedelta(days=365),
        appointed_by=project.created_by,
        **facts,
    )


def dataset(project: Project, holder: Organisation) -> Asset:
    """Business data of the project on the asset register."""
    return Asset.objects.create(
        project=project,
        kind="data",
        name=f"Register of residents at {holder.name}",
        title=1,
        custody=0,
        control=0,
        holder=holder,
        registered_by=project.created_by,
    )


def scored(*projects: Project) -> None:
    """Results for all of these, as of today."""
    recompute_projects(
        [one.pk for one in projects], actor=User.objects.system(), as_of=timezone.localdate()
    )
