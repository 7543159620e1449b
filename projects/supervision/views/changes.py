"""Pages on which changes are proposed, assessed, decided, noted and withdrawn."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from egov_outsource import access
from egov_outsource.redaction import withheld_fields
from egov_outsource.templatetags.display import money, percent1
from projects.duties import require_another
from projects.models import Project
from projects.rights import Right
from projects.supervision import facts
from projects.supervision.actions.assess_change import assess_change
from projects.supervision.actions.decide_change import decide_change
from projects.supervision.actions.mark_change_implemented import mark_change_implemented
from projects.supervision.actions.propose_change import propose_change
from projects.supervision.actions.withdraw_change import withdraw_change
from projects.supervision.change_meter import meter_of
from projects.supervision.forms.changes import (
    AssessChangeForm,
    DecideChangeForm,
    ImplementedForm,
    ProposeChangeForm,
    WithdrawChangeForm,
)
from projects.supervision.independence import require_verifier
from projects.supervision.models import ChangeRequest
from projects.supervision.parties import require_any, require_member, require_proposer
from projects.supervision.views.deeds import ProjectDeed, RecordDeed


class ProposeChangeView(ProjectDeed):
    """Contractors and officers propose."""

    form_class = ProposeChangeForm
    action = staticmethod(propose_change)
    list_name = "changes"
    title = _("Propose a change")
    submit_label = _("Propose")
    success_message = _("The change is proposed. The supervisor assesses it next.")

    def check(self, subject: Project) -> None:
        """Who may propose at all."""
        require_any(self.user, (Right.EDIT_SUPERVISION, Right.PROPOSE_CHANGE), subject)


class ChangeDeed(RecordDeed):
    """An action on a change, with its facts and the meter beside it."""

    model = ChangeRequest

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Facts, reasons, opinion and how far the changes of the contract have gone."""
        one = self.shown
        rows = [*facts.of_change(one), (_("Reasons"), one.reasons)]
        if one.opinion and one.shows_opinion_to(self.user):
            rows.append((_("Opinion"), one.opinion))
        if one.is_pending and self._is_metered():
            rows.append((_("Changes approved so far"), self._meter()))
        return super().get_context_data(facts=rows, **kwargs)

    def _is_metered(self) -> bool:
        contract = self.subject.contract
        return bool(contract and contract.value and not withheld_fields(contract, self.user))

    def _meter(self) -> str:
        meter = meter_of(self.subject.contract)
        return str(
            _("%(amount)s, %(share)s of the contract's value; with it %(after)s (limit 10 %%)")
            % {
                "amount": money(meter.approved, meter.contract.currency),
                "share": percent1(meter.share),
                "after": percent1(meter.share_with(self.subject.value)),
            }
        )


class AssessChangeView(ChangeDeed):
    """The supervisor gives an opinion."""

    form_class = AssessChangeForm
    action = staticmethod(assess_change)
    title = _("Assess the change")
    submit_label = _("Give the opinion")
    success_message = _("The opinion is given. The leader decides next.")

    def check(self, subject: ChangeRequest) -> None:
        """Inspectors, never the proposer."""
        if not access.may(self.user, Right.INSPECT, subject):
            require_verifier(self.user, subject)
        require_another(self.user, [subject.proposed_by_id], code="SOD-7")


class DecideChangeView(ChangeDeed):
    """A leader decides."""

    form_class = DecideChangeForm
    action = staticmethod(decide_change)
    right = Right.S3
    title = _("Decide the change")
    submit_label = _("Decide")
    success_message = _("The decision is recorded.")

    def check(self, subject: ChangeRequest) -> None:
        """A third person."""
        access.require(self.user, Right.S3, subject)
        involved = [subject.proposed_by_id, subject.assessed_by_id]
        require_another(self.user, involved, code="SOD-7")

    def get_action_arguments(self, form: Any) -> dict[str, Any]:
        """The outcome as yes or no."""
        given = dict(form.cleaned_data)
        given["approve"] = given.pop("outcome") == "approve"
        return given


class MarkImplementedView(ChangeDeed):
    """Officers and supervisors note the day."""

    form_class = ImplementedForm
    action = staticmethod(mark_change_implemented)
    title = _("Note implementation")
    lead = _("A change found in place before its approval is noted as a bypass.")
    submit_label = _("Note")
    success_message = _("The day is noted.")

    def check(self, subject: ChangeRequest) -> None:
        """Officers, supervisors, assessors."""
        require_any(self.user, (Right.INSPECT, Right.EDIT_SUPERVISION), subject)


class WithdrawChangeView(ChangeDeed):
    """The proposer takes it back."""

    form_class = WithdrawChangeForm
    action = staticmethod(withdraw_change)
    title = _("Withdraw the change")
    submit_label = _("Withdraw")
    warning = _("A withdrawn change is not taken up again; propose a new one.")
    success_message = _("The change is withdrawn.")

    def check(self, subject: ChangeRequest) -> None:
        """Only the organisation that proposed it."""
        require_proposer(self.user, subject.project, subject.contract)
        require_member(self.user, subject.proposer_id)
