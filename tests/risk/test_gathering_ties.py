"""Ties, security and renewals as facts: read from memberships, affiliations and attestations."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from contractors.models import Affiliation
from egov_outsource.accounts.models import Membership, Organisation, User
from projects.acceptance.models import AcceptanceDecision
from projects.lifecycle.models import Attestation
from projects.models import Engagement, Project
from projects.planning.models import Requirement
from projects.selection.models import Award, Bid, Contract, Tender
from projects.supervision.models import Finding
from risk.facts import Facts
from risk.gather import gather
from tests.build.accounts import contractor, person, third_party
from tests.build.risk import at, bare_project, enrich

pytestmark = pytest.mark.django_db
TODAY = date(2025, 6, 1)


def read(project: Project) -> Facts:
    with transaction.atomic():
        return gather([project.pk], TODAY)


def serves(user: User, organisation: Organisation, since: str, until: str | None = None) -> None:
    Membership.objects.create(
        user=user,
        organisation=organisation,
        role="assessor" if organisation.kind == "third_party" else "engineer",
        valid_from=at(since),
        valid_to=at(until) if until else None,
    )


def engaged(project: Project, organisation: Organisation, capacity: str) -> Engagement:
    return Engagement.objects.create(
        project=project,
        organisation=organisation,
        capacity=capacity,
        valid_from=at("2024-01-01"),
        valid_to=at("2030-01-01"),
        appointed_by=project.created_by,
    )


@pytest.fixture
def project() -> Project:
    found = bare_project()
    enrich(found)
    return found


def test_a_bidder_that_drafted_or_controls_who_drafted_is_seen(project: Project) -> None:
    Requirement.objects.filter(project=project).update(author_organisation=project.owner)
    assert read(project).ties.drafters_bidding[0] == 0
    bidder = Bid.objects.filter(project=project).latest("pk").bidder
    drafter = contractor()
    Requirement.objects.filter(project=project, number="R1").update(author_organisation=drafter)
    assert read(project).ties.drafters_bidding[0] == 0
    tie = Affiliation.objects.create(
        organisation=drafter, other=bidder, kind="contact", source="register"
    )
    assert read(project).ties.drafters_bidding[0] == 0
    Affiliation.objects.filter(pk=tie.pk).update(kind="control")
    assert read(project).ties.drafters_bidding[0] == 1
    Affiliation.objects.filter(pk=tie.pk).update(until=TODAY - timedelta(days=1))
    assert read(project).ties.drafters_bidding[0] == 0
    Requirement.objects.filter(project=project, number="R1").update(author_organisation=bidder)
    assert read(project).ties.drafters_bidding[0] == 1


def test_an_evaluator_who_served_a_bidder_is_seen_by_any_account(project: Project) -> None:
    evaluator, double = person(), person()
    User.objects.filter(pk__in=[evaluator.pk, double.pk]).update(person_key="p" * 64)
    Bid.objects.filter(project=project).update(
        evaluated_by=evaluator, evaluated_at=at("2024-07-20")
    )
    bidder = Bid.objects.filter(project=project).latest("pk").bidder
    serves(double, bidder, "2015-01-01", "2021-01-01")
    assert read(project).ties.evaluations_tied[0] == 0
    serves(double, bidder, "2022-01-01", "2022-06-01")
    assert read(project).ties.evaluations_tied[0] == 2


def test_a_voter_who_serves_the_contractor_or_one_tied_to_it_is_seen(project: Project) -> None:
    vote = AcceptanceDecision.objects.filter(project=project).latest("pk")
    firm, parent = contractor(), contractor()
    engaged(project, firm, "contractor")
    Affiliation.objects.create(organisation=parent, other=firm, kind="control", source="register")
    day = vote.decided_at
    Membership.objects.create(
        user=vote.decided_by,
        organisation=parent,
        role="engineer",
        valid_from=day - timedelta(days=9),
    )
    assert read(project).ties.votes_tied[0] == 1
    Membership.objects.filter(organisation=parent).update(valid_to=day - timedelta(days=1))
    assert read(project).ties.votes_tied[0] == 0


def found_by(project: Project, organisation: Organisation, day: str, due: date) -> Finding:
    last = Finding.objects.filter(project=project).order_by("number").last()
    with time_machine.travel(at(day), tick=False):
        finding: Finding = Finding.objects.create(
            project=project,
            number=(last.number if last else 0) + 1,
            title="Open port",
            text="Seen from outside",
            severity="critical",
            organisation=organisation,
            addressee=contractor(),
            raised_by=project.created_by,
            due=due,
        )
    return finding


def test_findings_of_the_assessor_are_exposure_and_old_critical_ones_are_unresolved(
    project: Project,
) -> None:
    assessor = third_party()
    engaged(project, assessor, "assessment")
    found_by(project, third_party(), "2025-01-01", TODAY)
    found_by(project, assessor, "2025-03-03", date(2025, 3, 23))
    security = read(project).security
    assert security.assessors[0] == 1
    assert security.exposure[0] == 10 * 3
    assert security.unresolved[0] == 0
    old = found_by(project, assessor, "2025-03-02", date(2025, 7, 1))
    security = read(project).security
    assert security.unresolved[0] == 1
    assert security.exposure[0] == pytest.approx(30 + 10 * 91 / 121)
    Finding.objects.filter(pk=old.pk).update(
        status="closed", closed_by=old.raised_by, closed_at=at("2025-05-01")
    )
    security = read(project).security
    assert (security.unresolved[0], security.exposure[0]) == (0, 30)


def attested(project: Project, by: User, code: str, gate: str, day: str, *, holds: bool) -> None:
    with time_machine.travel(at(day), tick=False):
        rows = Attestation.objects.filter(project=project, check_code=code)
        rows.filter(superseded_at__isnull=True).update(superseded_at=timezone.now())
        Attestation.objects.create(
            project=project, gate=gate, check_code=code, holds=holds, statement="s", attested_by=by
        )


def test_a_failed_assessment_stands_until_the_assessor_says_passed(project: Project) -> None:
    assessor, tester = third_party(), person()
    engaged(project, assessor, "assessment")
    serves(tester, assessor, "2024-01-01")
    code, gate = "security_assessed", "G4"
    assert str(read(project).security.failed_on[0]) == "NaT"
    attested(project, tester, code, gate, "2025-03-01", holds=False)
    attested(project, project.created_by, code, gate, "2025-03-05", holds=True)
    assert str(read(project).security.failed_on[0]) == "2025-03-01"
    attested(project, tester, code, gate, "2025-03-09", holds=True)
    assert str(read(project).security.failed_on[0]) == "NaT"


def test_a_level_that_must_be_filed_is_unfiled_until_attested(project: Project) -> None:
    assert not read(project).security.unfiled[0]
    Project.objects.filter(pk=project.pk).update(mlps_level=2)
    assert read(project).security.unfiled[0]
    attested(project, project.created_by, "mlps-filed", "G3", "2025-03-01", holds=False)
    assert read(project).security.unfiled[0]
    attested(project, project.created_by, "mlps-filed", "G3", "2025-03-02", holds=True)
    assert not read(project).security.unfiled[0]


def next_contract(project: Project, firm: Organisation, year: int, method: str) -> None:
    tender = Tender.objects.create(
        project=project,
        reference=f"T-{year}",
        title="Operation",
        method=method,
        status="awarded",
        created_by=project.created_by,
    )
    award = Award.objects.create(project=project, tender=tender, supplier=firm, status="active")
    Contract.objects.create(
        project=project,
        award=award,
        contractor=firm,
        reference=f"K-{year}",
        title="Operation",
        start_date=date(year, 1, 1),
        end_date=date(year, 12, 31),
        status="active",
        signed_at=at(f"{year}-01-01"),
        created_by=project.created_by,
    )


def test_contracts_in_a_row_without_competition_are_renewals() -> None:
    project, firm = bare_project(), contractor()

    def counted() -> tuple[int, int]:
        facts = read(project).prosecution
        return int(facts.successions[0]), int(facts.renewals[0])

    next_contract(project, firm, 2019, "direct")
    assert counted() == (0, 0)
    next_contract(project, firm, 2020, "direct")
    next_contract(project, firm, 2021, "limited")
    assert counted() == (2, 2)
    next_contract(project, firm, 2022, "open")
    assert counted() == (3, 0)
    next_contract(project, firm, 2023, "direct")
    assert counted() == (4, 1)
    next_contract(project, contractor(), 2024, "direct")
    assert counted() == (5, 0)
