"""One project with something of every kind in it, and everybody around it."""

from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import models
from django.utils import timezone

from audit.bundles.actions.request_bundle import request_bundle
from audit.entitlements.actions.draw_up_report import draw_up_report
from audit.evidence import parts
from audit.evidence.actions.place_hold import place_hold
from audit.evidence.models import Disposal
from audit.keys.actions.propose_key import propose_key
from audit.log.models import Entry, KeyChange, Leaf, LogKey
from audit.log.tasks import sequence
from egov_outsource.accounts.actions.create_delegation import create_delegation
from egov_outsource.accounts.actions.invite_person import draw_up
from egov_outsource.accounts.models import Delegation, Membership, User
from egov_outsource.jobs.models import FailedTask, Job
from projects.acceptance.actions.decide_acceptance import decide_acceptance
from projects.acceptance.models import Condition
from projects.grants import derive_for_members
from projects.lifecycle.models import Attestation
from projects.models import Allocation, Decision, Engagement, GrantReport
from projects.planning.models import PlanItem, Requirement
from projects.selection.actions.draft_contract import draft_contract
from projects.selection.models import ModeDecision
from risk.actions.estimate_uncertainty import estimate_uncertainty
from risk.actions.recompute_projects import recompute_projects
from risk.actions.start_run import start_run
from risk.models import RecomputeRun
from tests.build import (
    acceptance,
    accounts,
    contractors,
    lifecycle,
    ownership,
    prosecution,
    publication,
    replies,
    selection,
    supervision,
)
from tests.build import models as models_of_risk
from tests.build import reviews as audits
from tests.build.evidence import document
from tests.build.planning import objective
from tests.build.projects import Cast, make_cast
from tests.build.risk import alert


@dataclass
class World:
    """A cast, and what stands in an address for one row of each kind of its project.

    `ids` goes by what precedes the key in the address: `tenders`, or `audit/findings` where
    `findings` alone would mean two things.
    """

    cast: Cast
    inactive: User
    administrator: User
    guests: dict[str, User] = field(default_factory=dict)
    ids: dict[str, Any] = field(default_factory=dict)

    def keep(self, **rows: models.Model) -> None:
        """These rows stand for their kinds; `a__b` is `a/b`, `a_b` is `a-b`."""
        for name, row in rows.items():
            self.ids[name.replace("__", "/").replace("_", "-")] = row.pk

    def people(self) -> dict[str, Any]:
        """Every actor by name."""
        more = {"inactive": self.inactive, "administrator": self.administrator}
        return self.cast.people() | self.guests | more


def make_world(folder: Path) -> World:
    """Build it with the actions themselves, stage after stage."""
    cast = make_cast()
    inactive = accounts.member(cast.agency, "officer")
    world = World(cast, inactive, accounts.administrator(cast.agency))
    _organisations(world)
    _planning(world)
    _selection(world)
    _supervision(world)
    _ownership(world)
    _acceptance_and_prosecution(world)
    _audit(world, folder)
    _guests(world)
    return world


def _organisations(world: World) -> None:
    cast = world.cast
    boss = world.administrator
    account = accounts.service_account(cast.agency, "officer")
    token, _secret = accounts.token(account)
    invitation, secret = draw_up(cast.agency, actor=boss, email="new@example.org", role="officer")
    contractors.registered(cast.rival)
    world.keep(
        projects=cast.project,
        organisations=cast.agency,
        memberships=Membership.objects.get(user=cast.second_officer),
        service_accounts=account,
        invitations=invitation,
        delegations=_absence(cast),
        contractors=contractors.registered(cast.contractor),
        qualifications=contractors.qualified(cast.contractor),
        sanctions=contractors.debarred(cast.rival, by=cast.officer),
        affiliations=contractors.affiliated(cast.contractor, cast.rival),
        engagements=Engagement.objects.get(
            project=cast.project, organisation=cast.supervision_firm
        ),
        allocations=Allocation.objects.filter(project=cast.project).earliest("pk"),
    )
    world.ids |= {"tokens": token.prefix, "invitation": secret, "control": "M1"}


def _absence(cast: Cast) -> Delegation:
    """One to come, so that it lends nothing yet."""
    start = timezone.now() + timedelta(days=20)
    return create_delegation(
        cast.finance,
        actor=cast.finance,
        organisation=cast.agency,
        delegate=cast.security,
        valid_from=start,
        valid_to=start + timedelta(days=5),
        reason="Leave",
    )


def _planning(world: World) -> None:
    cast = world.cast
    goal = objective(cast)
    review = lifecycle.submitted_g1(cast)
    project = cast.project
    world.keep(
        objectives=goal,
        gates__reviews=review,
        gate_reviews=review,
        requirements=Requirement.objects.get(project=project),
        plan_item=PlanItem.objects.get(project=project, code="budget"),
        attestations=Attestation.objects.filter(project=project).earliest("pk"),
        decisions=Decision.objects.filter(project=project).earliest("pk"),
    )
    world.ids |= {"items": "budget", "plan-items": "budget", "gates": "G1", "checks": "interfaces"}
    world.ids["indicators"] = "M-08"


def _selection(world: World) -> None:
    cast = world.cast
    tender = selection.published_tender(cast)
    bid = selection.bid_of(cast, tender)
    mode = ModeDecision.objects.get(project=cast.project)
    award = selection.awarded(cast)
    contract = draft_contract(award, actor=cast.officer, terms=selection.contract_terms())
    world.keep(
        alternatives=mode.alternative,
        modes=mode,
        mode_decisions=mode,
        tenders=tender,
        notices=tender,
        bids=bid,
        awards=award,
        contracts=contract,
        clauses=contract.clauses.earliest("pk"),
    )


def _supervision(world: World) -> None:
    cast = world.cast
    contract = supervision.running_contract(cast, reference="C-2")
    milestone = supervision.planned_milestone(cast, contract)
    report = supervision.reported(cast, contract)
    finding = supervision.issued_finding(cast)
    change = supervision.proposed_change(cast, contract)
    payment = supervision.claimed_payment(cast, contract)
    world.keep(
        milestones=milestone,
        supervision__reports=report,
        status_reports=report,
        findings=finding,
        supervision__findings=finding,
        changes=change,
        payments=payment,
        payment_chains=payment,
    )


def _ownership(world: World) -> None:
    cast = world.cast
    world.keep(
        transfers=ownership.proposed_transfer(cast),
        subcontracts=ownership.proposed_subcontract(
            cast, organisation=accounts.contractor("Data Services")
        ),
        emergencies=ownership.requested_emergency(cast, world.administrator),
        grant_reports=GrantReport.objects.create(
            agency=cast.agency, granted=1, revoked=0, changed=0
        ),
    )


def _guests(world: World) -> None:
    """People who get in by somebody's decision, and hold nothing else on projects."""
    cast = world.cast
    firm = accounts.contractor("Field Services")
    world.guests = {
        "subcontractor": accounts.member(firm, "project_manager"),
        "stand_in": accounts.administrator(cast.agency),
        "emergency_reader": accounts.administrator(cast.agency),
    }
    ownership.consented_subcontract(cast, organisation=firm)
    ownership.confirmed_emergency(cast, world.guests["emergency_reader"])
    create_delegation(
        cast.leader,
        actor=cast.leader,
        organisation=cast.agency,
        delegate=world.guests["stand_in"],
        valid_from=timezone.now(),
        valid_to=timezone.now() + timedelta(days=5),
        reason="Leave",
    )
    derive_for_members(cast.agency)


def _acceptance_and_prosecution(world: World) -> None:
    cast = world.cast
    submission = acceptance.checked(cast, acceptance.handed_in(cast))
    decide_acceptance(
        submission,
        actor=cast.leader,
        outcome="conditional",
        reasons="Nearly complete.",
        conditions=[
            {
                "text": "Correct the manual",
                "due": timezone.localdate() + timedelta(days=20),
                "withheld": Decimal(1000),
            }
        ],
    )
    breach = prosecution.breach(cast)
    world.keep(
        deliverables=submission.deliverable,
        submissions=submission,
        criteria=submission.deliverable.criteria.earliest("pk"),
        check=submission.deliverable.criteria.earliest("pk"),
        conditions=Condition.objects.get(decision__submission=submission),
        obligations=breach.obligation,
        assets=acceptance.registered(cast),
        breaches=breach,
        ratings=prosecution.rating(cast),
    )


def _audit(world: World, folder: Path) -> None:
    cast, project = world.cast, world.cast.project
    review = audits.review(cast)
    finding = audits.issued(cast, review)
    sample = audits.sample(cast, review)
    question, paper = audits.asked(cast, review), audits.paper(cast, review)
    memo = document(project, cast.officer, "internal memo")
    disposal = Disposal.objects.create(
        project=project, document=memo, reason="Old", proposed_by=cast.second_officer
    )
    upload = parts.begin(project, actor=cast.officer, file_name="large.zip", size=5)
    run = publication.imported(cast.agency, cast.officer, folder, publication.package())
    start_run(RecomputeRun.Kind.ON_DEMAND, actor=cast.officer, as_of=timezone.localdate())
    system, today = User.objects.system(), timezone.localdate()
    recompute_projects([project.pk], actor=system, as_of=today)
    estimate_uncertainty([project.pk], actor=system, as_of=today)
    draft = models_of_risk.draft(models_of_risk.steward(cast))
    world.keep(
        waivers=lifecycle.waived(cast),
        documents=memo,
        holds=place_hold(memo, actor=cast.leader, reason="Case 7"),
        disposals=disposal,
        reviews=review,
        audit__reviews=review,
        audit__findings=finding,
        audit_findings=finding,
        audit__questions=question,
        audit_questions=question,
        audit__samples=sample,
        audit_samples=sample,
        audit__sample_items=sample.items.earliest("pk"),
        audit_sample_items=sample.items.earliest("pk"),
        workpapers=paper,
        imports=run,
        risk__runs=RecomputeRun.objects.latest("pk"),
        risk__alerts=alert(project),
        risk__agencies=cast.agency,
        risk__contractors=cast.contractor,
        risk__models=draft,
        judgements=draft.judgements.get(),
        access_reports=draw_up_report(cast.agency, actor=User.objects.system()),
    )
    notice = replies.noticed(cast)
    world.keep(scores=notice, answers=replies.answered(cast, notice), overrides=replies.asked(cast))
    world.ids["replies"] = world.ids["answers"]
    entry = replies.entered(cast)
    world.keep(register=entry, mitigations=replies.planned(cast, entry))
    world.ids["uploads"] = str(upload.uid)
    world.ids["trail"] = str(Entry.objects.filter(project_id=project.pk).latest("pk").uid)
    world.ids["log/entries"] = world.ids["trail"]
    world.keep(bundles=request_bundle(project, actor=cast.auditor))
    world.keep(jobs=Job.objects.create(kind="counting", project=project, asked_by=cast.officer))
    failed = FailedTask.objects.create(task="jobs.sweep", fault="KeyError", task_id="1")
    world.ids |= {"operations": "put-away", "put-away": failed.pk}
    sequence()
    world.ids["log/keys"] = LogKey.objects.get().pk
    world.ids["log/key-changes"] = _key_change().pk
    world.ids["risk/measures"] = world.ids["risk/portfolio"] = "agency-exposure"
    world.ids["heads"] = Leaf.objects.count()
    world.ids["consistency"] = world.ids["heads"]
    world.ids["tile"] = f"0/000.p/{Leaf.objects.count()}"
    # signs in, and is shut out afterwards
    User.objects.filter(pk=world.inactive.pk).update(is_active=False)


def _key_change() -> KeyChange:
    """The change of the log's key that another operator proposed: of all worlds, for one log."""
    if (change := KeyChange.objects.first()) is not None:
        return change
    other = User.objects.create_superuser("other@platform.example", "x")
    return propose_key(LogKey.objects.get(), actor=other, reason="old", hand_over_days=30)
