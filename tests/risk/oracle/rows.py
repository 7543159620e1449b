"""The rows of one project, table by table."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.db.models import Q
from django.utils import timezone

from audit.reviews.models import AuditFinding
from contractors.models import Affiliation, Rating, Sanction
from egov_outsource.accounts.models import Membership
from projects.acceptance.models import (
    AcceptanceCriterion,
    AcceptanceDecision,
    Asset,
    Condition,
    CriterionCheck,
    CustodyVerification,
    Deliverable,
)
from projects.lifecycle.models import Attestation, GateReview
from projects.models import Allocation, Decision, Engagement, Project, Subcontract
from projects.planning.models import Objective, PlanItem, Requirement
from projects.prosecution.models import Breach
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
from projects.supervision.models import ChangeRequest, Finding, Milestone, Payment, StatusReport

STAGES = ("planning", "selection", "supervision", "acceptance", "prosecution")


@dataclass
class Rows:
    """Everything that belongs to a project, each table read when it is first asked for, once."""

    project: Project
    as_of: date

    @property
    def stage(self) -> int:
        return STAGES.index(self.project.stage)

    @cached_property
    def gate(self) -> int:
        """The highest gate that the project came to."""
        return max(self.stage, *(int(one.gate[1:]) for one in self.gates), 0)

    @property
    def is_native(self) -> bool:
        return self.project.source == "native"

    @property
    def is_sensitive(self) -> bool:
        return self.project.classification != "general"

    @cached_property
    def gates(self) -> list[GateReview]:
        return list(GateReview.objects.filter(project=self.project))

    @cached_property
    def items(self) -> list[PlanItem]:
        rows = PlanItem.objects.filter(project=self.project).exclude(status="not_applicable")
        return list(rows.select_related("author_organisation"))

    @cached_property
    def requirements(self) -> list[Requirement]:
        rows = Requirement.objects.filter(project=self.project)
        return list(rows.select_related("author_organisation"))

    @cached_property
    def objectives(self) -> list[Objective]:
        return list(Objective.objects.filter(project=self.project, withdrawn_at=None))

    @cached_property
    def alternatives(self) -> list[Alternative]:
        return list(Alternative.objects.filter(project=self.project))

    @cached_property
    def judgements(self) -> list[AlternativeScore]:
        return list(AlternativeScore.objects.filter(project=self.project))

    @cached_property
    def mode_decision(self) -> ModeDecision | None:
        """The approved one, else the latest."""
        rows = list(ModeDecision.objects.filter(project=self.project).order_by("id"))
        approved = [row for row in rows if row.status == "approved"]
        return (approved or rows or [None])[-1]

    @cached_property
    def call(self) -> Tender | None:
        """The latest tender that was called."""
        rows = Tender.objects.filter(project=self.project)
        return rows.exclude(status__in=["draft", "cancelled"]).order_by("-id").first()

    @cached_property
    def bids(self) -> list[Bid]:
        """What was offered on the call."""
        if self.call is None:
            return []
        rows = Bid.objects.filter(tender=self.call).exclude(status="withdrawn")
        return list(rows.select_related("evaluated_by"))

    @cached_property
    def awards(self) -> list[Award]:
        return list(Award.objects.filter(project=self.project, status="active"))

    @cached_property
    def winners(self) -> set[int]:
        """Who won the call."""
        won = [one for one in self.awards if self.call and one.tender_id == self.call.pk]
        return {one.supplier_id for one in won if one.supplier_id}

    @cached_property
    def all_contracts(self) -> list[Contract]:
        rows = Contract.objects.filter(project=self.project)
        return list(rows.select_related("award__tender"))

    @property
    def contracts(self) -> list[Contract]:
        """Those that were signed."""
        return [one for one in self.all_contracts if one.status in {"active", "terminated"}]

    @property
    def contract_value(self) -> float | None:
        """What was agreed, if in one currency."""
        amounts = [one.value for one in self.contracts if one.value is not None]
        if len({one.currency for one in self.contracts}) != 1 or not amounts:
            return None
        return float(sum(amounts))

    @property
    def agreed_currency(self) -> str | None:
        """The currency of what was agreed, if it has one."""
        currencies = {one.currency for one in self.contracts}
        return currencies.pop() if len(currencies) == 1 else None

    @cached_property
    def clauses(self) -> list[OwnershipClause]:
        return list(OwnershipClause.objects.filter(contract__in=self.contracts))

    @cached_property
    def allocations(self) -> list[Allocation]:
        return list(Allocation.objects.filter(project=self.project, valid_to=None))

    @cached_property
    def all_engagements(self) -> list[Engagement]:
        return list(Engagement.objects.filter(project=self.project))

    @cached_property
    def engagements(self) -> list[Engagement]:
        """Those in force."""
        return [
            one
            for one in self.all_engagements
            if one.ended_at is None and self.is_within(one.valid_from, one.valid_to)
        ]

    def is_within(self, begin: datetime, end: datetime) -> bool:
        """Whether the day is one between these moments, the last not."""
        return timezone.localdate(begin) <= self.as_of < timezone.localdate(end)

    @cached_property
    def assessors(self) -> set[int]:
        """Who was ever engaged to assess security."""
        begun = [
            one for one in self.all_engagements if timezone.localdate(one.valid_from) <= self.as_of
        ]
        return {one.organisation_id for one in begun if one.capacity == "assessment"}

    @cached_property
    def subcontracts(self) -> list[Subcontract]:
        return list(Subcontract.objects.filter(project=self.project))

    @cached_property
    def ties(self) -> list[Affiliation]:
        """Ties in force between organisations of which one has to do with the project."""
        concerned = {one.author_organisation_id for one in [*self.items, *self.requirements]}
        concerned |= {bid.bidder_id for bid in self.bids}
        concerned |= {one.organisation_id for one in self.all_engagements}
        rows = Affiliation.objects.filter(
            Q(organisation__in=concerned - {None}) | Q(other__in=concerned - {None}),
            Q(since=None) | Q(since__lte=self.as_of),
            Q(until=None) | Q(until__gte=self.as_of),
        )
        return list(rows.select_related("organisation", "other"))

    @cached_property
    def past_ratings(self) -> list[Rating]:
        """Closed ratings of those who won anything here, from other projects."""
        firms = {one.supplier_id for one in self.awards if one.supplier_id}
        rows = Rating.objects.filter(organisation__in=firms, status="final")
        return list(rows.exclude(project=self.project))

    @cached_property
    def rated_contracts(self) -> list[Contract]:
        """Contracts of the projects in which the winners were rated."""
        return list(
            Contract.objects.filter(
                project__in={one.project_id for one in self.past_ratings},
                contractor__in={one.organisation_id for one in self.past_ratings},
            )
        )

    @cached_property
    def debarments(self) -> list[Sanction]:
        firms = {one.supplier_id for one in self.awards}
        firms |= {one.contractor_id for one in self.all_contracts}
        rows = Sanction.objects.filter(
            kind="debarment", contractor__organisation__in=firms - {None}
        )
        return list(rows.select_related("contractor"))

    @cached_property
    def attestations(self) -> list[Attestation]:
        return list(Attestation.objects.filter(project=self.project).select_related("attested_by"))

    @cached_property
    def served(self) -> dict[int, list[Membership]]:
        """Where people served who evaluated, voted or attested, by any of their accounts."""
        asked = {bid.evaluated_by for bid in self.bids if bid.evaluated_by}
        asked |= {one.decided_by for one in self.acceptance_decisions}
        asked |= {one.attested_by for one in self.attestations}
        keys = {one.person_key for one in asked if one.person_key}
        rows = Membership.objects.filter(Q(user__in=asked) | Q(user__person_key__in=keys))
        found: dict[int, list[Membership]] = {}
        for row in rows.select_related("user"):
            for one in asked:
                if row.user == one or (one.person_key and row.user.person_key == one.person_key):
                    found.setdefault(one.pk, []).append(row)
        return found

    @cached_property
    def reports(self) -> list[StatusReport]:
        rows = StatusReport.objects.filter(project=self.project, superseded_at=None)
        return list(rows.filter(as_of__lte=self.as_of).select_related("contract", "project"))

    @cached_property
    def milestones(self) -> list[Milestone]:
        return list(Milestone.objects.filter(project=self.project))

    @cached_property
    def findings(self) -> list[Finding]:
        return list(Finding.objects.filter(project=self.project))

    @cached_property
    def changes(self) -> list[ChangeRequest]:
        rows = ChangeRequest.objects.filter(project=self.project)
        return list(rows.select_related("contract", "project"))

    @cached_property
    def payments(self) -> list[Payment]:
        return list(Payment.objects.filter(project=self.project, status="paid"))

    @property
    def payments_agreed(self) -> list[Payment]:
        """Those in the currency of the contracts; all, where these have several or are none."""
        return [one for one in self.payments if self.agreed_currency in {None, one.currency}]

    @property
    def changes_agreed(self) -> list[ChangeRequest]:
        """Those in the currency of the contracts; all, where these have several or are none."""
        return [one for one in self.changes if self.agreed_currency in {None, one.currency}]

    @cached_property
    def decisions(self) -> list[Decision]:
        return list(Decision.objects.filter(project=self.project))

    @cached_property
    def deliverables(self) -> list[Deliverable]:
        return list(Deliverable.objects.filter(project=self.project))

    @cached_property
    def criteria(self) -> list[AcceptanceCriterion]:
        return list(AcceptanceCriterion.objects.filter(project=self.project))

    @cached_property
    def checks(self) -> list[CriterionCheck]:
        rows = CriterionCheck.objects.filter(project=self.project, superseded_at=None)
        return list(rows.select_related("organisation"))

    @cached_property
    def acceptance_decisions(self) -> list[AcceptanceDecision]:
        """Latest first."""
        rows = AcceptanceDecision.objects.filter(project=self.project)
        rows = rows.select_related("submission", "decided_by")
        return list(rows.order_by("-decided_at", "-id"))

    @property
    def acceptance(self) -> AcceptanceDecision | None:
        """The latest decision that accepted anything."""
        accepting = (one for one in self.acceptance_decisions if one.outcome != "rejected")
        return next(accepting, None)

    @cached_property
    def conditions(self) -> list[Condition]:
        return list(Condition.objects.filter(project=self.project))

    @cached_property
    def assets(self) -> list[Asset]:
        rows = Asset.objects.filter(project=self.project)
        return list(rows.filter(Q(retired_on=None) | Q(retired_on__gt=self.as_of)))

    @cached_property
    def verifications(self) -> dict[int, list[CustodyVerification]]:
        """By asset, oldest first."""
        rows = CustodyVerification.objects.filter(
            project=self.project, verified_on__lte=self.as_of
        ).select_related("organisation")
        found: dict[int, list[CustodyVerification]] = {one.pk: [] for one in self.assets}
        for row in rows.order_by("verified_on", "id"):
            found.setdefault(row.asset_id, []).append(row)
        return found

    @cached_property
    def breaches(self) -> list[Breach]:
        return list(Breach.objects.filter(project=self.project).select_related("remedy"))

    @cached_property
    def audit_findings(self) -> list[AuditFinding]:
        rows = AuditFinding.objects.filter(project=self.project, severity__in=["medium", "high"])
        return list(rows.exclude(issued_at=None))

    @cached_property
    def ratings(self) -> list[Rating]:
        return list(Rating.objects.filter(project=self.project).exclude(status="draft"))
