"""Builders of projects with something in every stage, for the risk engine."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from django.utils import timezone

from egov_outsource.accounts.models import Organisation, User
from projects.acceptance.models import (
    AcceptanceCriterion,
    AcceptanceDecision,
    Condition,
    CriterionCheck,
    Deliverable,
    Submission,
)
from projects.allocations import ideal_allocations
from projects.lifecycle.models import GateReview
from projects.models import Agency, Allocation, Decision, Project
from projects.planning.models import Objective, PlanItem, Requirement
from projects.prosecution.models import Breach, Obligation, Remedy
from projects.selection.models import Award, Bid, Contract, OwnershipClause, Tender
from projects.supervision.models import ChangeRequest, Finding, Milestone, Payment, StatusReport
from risk.models import RiskAlert
from tests.build.accounts import contractor, government, person, third_party

AS_OF = date(2025, 2, 28)
_number = count(1)


def at(day: str) -> datetime:
    """Nine o'clock UTC on that day."""
    return datetime.fromisoformat(day).replace(hour=9, tzinfo=UTC)


def alert(project: Project) -> RiskAlert:
    """A veto opened, noted today and seen by nobody."""
    found: RiskAlert = RiskAlert.objects.create(
        project=project,
        kind="opened",
        about="V-PAY",
        as_of=timezone.localdate(),
        noted_at=timezone.now(),
        score_before=40.0,
        score_after=75.0,
        band_before=2,
        band_after=3,
    )
    return found


def bare_project(owner: Organisation | None = None, **facts: Any) -> Project:
    """A project without anything in it."""
    owner = owner or government()
    number = next(_number)
    return Project.objects.create(
        owner=Agency.objects.get(pk=owner.pk),
        reference=f"R-{number}",
        title=f"Project {number}",
        created_by=facts.pop("created_by", None) or person(),
        **facts,
    )


def planned(project: Project, drafter: Organisation) -> None:
    """16 items of which 15 approved, 5 requirements of which 1 unverifiable, 2 objectives."""
    PlanItem.objects.bulk_create(
        PlanItem(
            project=project,
            code=f"item-{place}",
            status="approved" if place else "draft",
            author_organisation=project.owner,
        )
        for place in range(16)
    )
    Requirement.objects.bulk_create(
        Requirement(
            project=project,
            number=f"R{place}",
            text="Answers in time",
            criterion="95 % within one second" if place else " ",
            test_method="load test",
            author_organisation=drafter if place == 1 else project.owner,
            created_by=project.created_by,
        )
        for place in range(5)
    )
    Objective.objects.create(project=project, title="Half the waiting time")
    Objective.objects.create(
        project=project,
        title="Online share",
        baseline=10,
        target=50,
        actual=40,
        method="statistics",
        owner="Service office",
    )


def selected(project: Project, winner: Organisation, loser: Organisation) -> Contract:
    """An open tender of 24 days, two valid bids, an award and a contract with 11 clauses."""
    tender = Tender.objects.create(
        project=project,
        reference="T-1",
        title="Platform",
        method="open",
        period_start=at("2024-06-14"),
        period_end=at("2024-07-08"),
        status="awarded",
        published_at=at("2024-06-14"),
        opened_at=at("2024-07-08"),
        created_by=project.created_by,
    )
    bid = Bid.objects.create(
        project=project,
        tender=tender,
        bidder=winner,
        amount=1860,
        status="valid",
        submitted_at=at("2024-07-07"),
        is_price_explained=True,
    )
    Bid.objects.create(
        project=project,
        tender=tender,
        bidder=loser,
        amount=2420,
        status="valid",
        submitted_at=at("2024-07-06"),
    )
    award = Award.objects.create(
        project=project, tender=tender, bid=bid, supplier=winner, value=1860, status="active"
    )
    return Contract.objects.create(
        project=project,
        award=award,
        contractor=winner,
        reference="K-1",
        title="Platform",
        value=1953,
        advance_cap=Decimal("0.3"),
        start_date=date(2024, 9, 2),
        status="active",
        signed_at=at("2024-08-16"),
        created_by=project.created_by,
    )


def supervised(project: Project, contract: Contract, supervisor: Organisation) -> None:
    """Six monthly reports, half of them verified; milestones, findings, changes and payments."""
    winner = contract.contractor
    assert winner is not None
    author, checker = person(), person()
    curve = zip(
        (60, 150, 270, 410, 560, 720), (55, 130, 225, 330, 440, 560), (58, 142, 252, 378, 512, 660),
        strict=True,
    )  # fmt: skip
    for month, (planned_value, earned, spent) in enumerate(curve):
        StatusReport.objects.create(
            project=project,
            contract=contract,
            as_of=date(2024, 9, 30) + timedelta(days=30 * month),
            bac=1620,
            pv=planned_value,
            ev=earned,
            ac=spent,
            organisation=winner,
            submitted_by=author,
            verified_by=checker if month % 2 else None,
            verified_at=at("2025-02-28") if month % 2 else None,
        )
    for place, met in enumerate([date(2024, 12, 1), None]):
        Milestone.objects.create(
            project=project, code=f"M{place}", title="M", due=date(2024, 12, 1), met_on=met
        )
    for place, status in enumerate(["closed", "issued"]):
        Finding.objects.create(
            project=project,
            number=place,
            title="F",
            text="F",
            severity="major",
            due=date(2025, 1, 31),
            status=status,
            organisation=supervisor,
            addressee=winner,
            raised_by=checker,
        )
    ChangeRequest.objects.create(
        project=project,
        contract=contract,
        number=1,
        title="C",
        value=Decimal("97.65"),
        status="approved",
        proposed_by=author,
        decided_at=at("2024-12-12"),
        implemented_on=date(2024, 12, 1),
    )
    Payment.objects.create(
        project=project,
        contract=contract,
        payee=winner,
        amount=Decimal("657.65"),
        status="paid",
        certified_at=at("2025-01-10"),
        paid_on=date(2025, 1, 31),
    )


def accepted(project: Project, contract: Contract, tester: Organisation) -> None:
    """One deliverable with two criteria, one of them passed independently, accepted in haste."""
    winner = contract.contractor
    assert winner is not None
    deliverable = Deliverable.objects.create(
        project=project,
        contract=contract,
        organisation=winner,
        code="D1",
        title="D",
        due=date(2025, 1, 31),
        status="conditional",
    )
    submission = Submission.objects.create(
        project=project, deliverable=deliverable, number=1, submitted_by=person()
    )
    for place, who in enumerate([tester, winner]):
        criterion = AcceptanceCriterion.objects.create(
            project=project,
            deliverable=deliverable,
            text=f"C{place}",
            method="test",
            declared_by=project.created_by,
        )
        CriterionCheck.objects.create(
            project=project,
            submission=submission,
            criterion=criterion,
            result="passed",
            organisation=who,
            checked_by=person(),
        )
    decision = AcceptanceDecision.objects.create(
        project=project,
        submission=submission,
        outcome="conditional",
        reasons="good",
        decided_by=project.created_by,
    )
    for due in (date(2025, 1, 1), date(2099, 1, 1)):
        Condition.objects.create(project=project, decision=decision, text="more", due=due)


def prosecuted(project: Project, party: Organisation) -> None:
    """Two breaches past their time, one decided in time."""
    obligation = Obligation.objects.create(
        project=project,
        number=1,
        party=party,
        title="O",
        due=date(2024, 12, 1),
        created_by=project.created_by,
    )
    for place in range(2):
        breach = Breach.objects.create(
            project=project,
            obligation=obligation,
            number=place,
            text="late",
            discovered_on=date(2024, 12, 2),
            decide_by=date(2099, 1, 1) if place else date(2025, 1, 10),
            opened_by=project.created_by,
        )
        if place:
            Remedy.objects.create(
                project=project,
                breach=breach,
                kind="cured",
                reasons="done",
                opened_by=project.created_by,
                decided_by=person(),
            )


def rich_project(**facts: Any) -> Project:
    """A project in supervision with rows in every stage."""
    project = bare_project(**facts)
    Allocation.objects.bulk_create(ideal_allocations(project))
    enrich(project)
    return project


def enrich(project: Project) -> None:
    """Bring a project into supervision, with rows in every stage."""
    Project.objects.filter(pk=project.pk).update(
        stage="supervision", mode="hybrid", budget=2580, reference_cost=Decimal("2931.82")
    )
    winner, loser = contractor("Blue Sky Cloud"), contractor("Northern Digital")
    supervisor = third_party()
    planned(project, contractor("Cedar Consulting"))
    contract = selected(project, winner, loser)
    OwnershipClause.objects.bulk_create(
        OwnershipClause(
            project=project,
            contract=contract,
            code=code,
            is_present=True,
            reviewed_at=at("2024-08-10"),
        )
        for code in ("data_title", "foreground_ip")
    )
    GateReview.objects.create(
        project=project,
        gate="G2",
        round=1,
        status="passed",
        submitted_by=project.created_by,
        reviewed_at=at("2024-08-30"),
    )
    supervised(project, contract, supervisor)
    accepted(project, contract, supervisor)
    prosecuted(project, winner)


def logged(
    project: Project,
    decider: User,
    *,
    times: int = 1,
    as_declared: bool = True,
    opened_at: datetime | None = None,
) -> None:
    """Decisions in the log of control rights, taken now."""
    Decision.objects.bulk_create(
        Decision(
            project=project,
            point="S3",
            event="change:approved",
            subject_type="projects.project",
            subject_id=project.pk,
            subject_name=str(project),
            decided_by=decider,
            organisation=project.owner,
            holder="G",
            is_as_declared=as_declared,
            opened_at=opened_at,
        )
        for _ in range(times)
    )
