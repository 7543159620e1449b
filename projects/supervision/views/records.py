"""The page of each record: what it says, who did what, what can be done, its trail."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView

from egov_outsource.pages import SignedInMixin
from egov_outsource.redaction import blanked, withheld_fields
from projects.supervision import facts, steps, tones
from projects.supervision.change_meter import LIMIT, meter_of
from projects.supervision.models import (
    ChangeRequest,
    Finding,
    Milestone,
    Payment,
    StatusReport,
)
from projects.supervision.payments import account_of
from projects.supervision.progress import progress_in
from projects.supervision.states import report_state


@dataclass(frozen=True)
class Passage:
    """Something that somebody wrote about the record."""

    heading: str | Promise
    text: str
    who: Any = None
    at: date | None = None


class RecordView(SignedInMixin, DetailView):
    """One record among what the reader may see."""

    template_name = "supervision/record.html"
    context_object_name = "record"
    model: Any
    related: ClassVar[tuple[str, ...]] = ()
    # functions of the record (and the reader): its facts, what can be done, how its state looks
    facts: ClassVar[Any]
    steps: ClassVar[Any]
    tone: ClassVar[Any]
    list_name: ClassVar[str] = ""

    def get_queryset(self) -> Any:
        """What the reader may see."""
        visible = self.model.objects.visible_to(self.user)
        return visible.select_related("project__owner", *self.related)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Facts, passages, steps."""
        record, kind = blanked(self.object, self.user), type(self)
        passages = [passage for passage in self.passages() if passage.text]
        return super().get_context_data(
            project=record.project,
            active_tab="supervision",
            title=str(record),
            state=self.state(),
            state_tone=kind.tone(record),
            facts=kind.facts(record),
            passages=passages,
            steps=list(kind.steps(record, self.user)),
            list_url_name=f"supervision:{self.list_name}",
            list_title=record._meta.verbose_name_plural,
            **kwargs,
        )

    def state(self) -> Any:
        """The state in words."""
        return self.object.get_status_display()

    def passages(self) -> list[Passage]:
        """What was written about it, in order."""
        return []


class MilestoneView(RecordView):
    """One milestone."""

    model = Milestone
    related = ("contract", "verified_by", "descoped_by")
    facts = staticmethod(facts.of_milestone)
    steps = staticmethod(steps.milestone_steps)
    tone = staticmethod(tones.milestone_tone)
    list_name = "milestones"

    def passages(self) -> list[Passage]:
        """The note."""
        return [Passage(_("Note"), self.object.note)]


class StatusReportView(RecordView):
    """One version of a status report, its indices and its other versions."""

    model = StatusReport
    related = ("contract", "organisation", "submitted_by", "verified_by")
    template_name = "supervision/report.html"
    facts = staticmethod(facts.of_report)
    steps = staticmethod(steps.report_steps)
    tone = staticmethod(tones.report_tone)
    list_name = "reports"

    def state(self) -> str:
        """Verified or not, or replaced."""
        return report_state(self.object)

    def passages(self) -> list[Passage]:
        """Narrative, correction, verification."""
        report = self.object
        return [
            Passage(_("What happened"), report.narrative, report.submitted_by, report.submitted_at),
            Passage(_("Reason for the correction"), report.correction_reason, report.submitted_by),
            Passage(
                _("Note of the verification"),
                report.verification_note,
                report.verified_by,
                report.verified_at,
            ),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Also the indices of this day and the other versions of it."""
        report = self.object
        same = StatusReport.objects.visible_to(self.user).filter(
            project=report.project, contract=report.contract
        )
        before = Q(superseded_at__isnull=True, as_of__lt=report.as_of)
        # this one is read anew as well: `report` itself is blanked for its reader
        known = same.filter(before | Q(pk=report.pk)).select_related("contract", "project")
        curve = list(known.order_by("as_of"))
        return super().get_context_data(
            progress=progress_in(curve, self.user),
            versions=same.filter(as_of=report.as_of).exclude(pk=report.pk).order_by("number"),
            **kwargs,
        )


class FindingView(RecordView):
    """One finding."""

    model = Finding
    related = ("organisation", "addressee", "raised_by", "responded_by", "closed_by")
    facts = staticmethod(facts.of_finding)
    steps = staticmethod(steps.finding_steps)
    tone = staticmethod(tones.finding_tone)
    list_name = "findings"

    def passages(self) -> list[Passage]:
        """Found, answered, returned, closed."""
        one = self.object
        return [
            Passage(_("What was found"), one.text, one.raised_by, one.raised_at),
            Passage(_("Answer"), one.response, one.responded_by, one.responded_at),
            Passage(_("Why it was returned"), one.return_note),
            Passage(_("Closing note"), one.closing_note, one.closed_by, one.closed_at),
        ]


class ChangeRequestView(RecordView):
    """One change, beside the meter of its contract."""

    model = ChangeRequest
    related = ("contract", "proposer", "proposed_by", "assessed_by", "decided_by")
    template_name = "supervision/change.html"
    facts = staticmethod(facts.of_change)
    steps = staticmethod(steps.change_steps)
    tone = staticmethod(tones.change_tone)
    list_name = "changes"

    def passages(self) -> list[Passage]:
        """Reasons, opinion as far as the reader may know it, decision."""
        one = self.object
        opinion = one.opinion if one.shows_opinion_to(self.user) else ""
        return [
            Passage(_("Reasons"), one.reasons, one.proposed_by, one.proposed_at),
            Passage(_("Opinion"), opinion, one.assessed_by, one.assessed_at),
            Passage(
                _("Reasons of the decision"), one.decision_reasons, one.decided_by, one.decided_at
            ),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Also the meter."""
        contract = self.object.contract
        is_told = contract is not None and not withheld_fields(contract, self.user)
        meters = [meter_of(contract)] if contract and is_told else []
        return super().get_context_data(meters=meters, limit=LIMIT, **kwargs)


class PaymentView(RecordView):
    """One payment, beside the account of its contract."""

    model = Payment
    related = ("contract", "payee", "claimed_by", "certified_by", "approved_by", "refused_by")
    template_name = "supervision/payment.html"
    facts = staticmethod(facts.of_payment)
    steps = staticmethod(steps.payment_steps)
    tone = staticmethod(tones.payment_tone)
    list_name = "payments"

    def passages(self) -> list[Passage]:
        """The note."""
        return [Passage(_("Note"), self.object.note)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Also the account."""
        contract = self.object.contract
        is_told = contract is not None and not withheld_fields(contract, self.user)
        account = account_of(contract) if contract and is_told and contract.value else None
        return super().get_context_data(account=account, **kwargs)
