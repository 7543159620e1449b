"""Pages on which somebody proposes, decides, withdraws or ends."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from egov_outsource.errors import NotReady
from egov_outsource.pages import ActionView
from projects.actions.decide_emergency import decide_emergency, require_second_person
from projects.actions.decide_subcontract import decide_subcontract
from projects.actions.decide_transfer import decide_transfer, require_decider
from projects.actions.end_emergency import end_emergency, require_part
from projects.actions.propose_subcontract import propose_subcontract
from projects.actions.propose_transfer import propose_transfer
from projects.actions.request_emergency import request_emergency
from projects.actions.withdraw_subcontract import withdraw_subcontract
from projects.actions.withdraw_transfer import withdraw_transfer
from projects.duties import require_another
from projects.models import EmergencyAccess, Engagement, OwnershipTransfer, Project, Subcontract
from projects.ownership import facts
from projects.ownership.forms import (
    DecideEmergencyForm,
    DecideSubcontractForm,
    DecideTransferForm,
    ProposeSubcontractForm,
    ProposeTransferForm,
    RequestEmergencyForm,
)
from projects.rights import Right


class _Deed(ActionView):
    """Afterwards, and without doing it, back to the project's page of ownership and access."""

    def get_cancel_url(self) -> str:
        """The page of all three."""
        project = getattr(self.subject, "project", self.subject)
        return reverse("ownership:overview", args=[project.pk])

    def get_outcome_url(self, outcome: Any) -> str:
        """The same."""
        return self.get_cancel_url()


class _OfProject(_Deed):
    model = Project

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form offers what fits the project and its asker."""
        return {**super().get_form_kwargs(), "project": self.subject, "user": self.user}


class ProposeTransferView(_OfProject):
    """A leader proposes another owner."""

    form_class = ProposeTransferForm
    action = staticmethod(propose_transfer)
    right = Right.PROPOSE_TRANSFER
    title = _("Propose another owner")
    lead = _("The authority above both bodies decides; nothing changes before.")
    submit_label = _("Propose")
    success_message = _("The transfer is proposed.")


class DecideTransferView(_Deed):
    """A leader of the authority decides."""

    model = OwnershipTransfer
    form_class = DecideTransferForm
    action = staticmethod(decide_transfer)
    right = Right.DECIDE_TRANSFER
    title = _("Decide about the owner")
    warning = _("With approval the present owner loses all access at once.")
    submit_label = _("Decide")
    success_message = _("It is decided.")

    def check(self, subject: Any) -> None:
        """Who may is known before the form."""
        require_decider(subject, self.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The facts beside the form."""
        return super().get_context_data(facts=facts.of_transfer(self.subject), **kwargs)


class WithdrawTransferView(_Deed):
    """A leader takes the proposal back."""

    model = OwnershipTransfer
    form_class = forms.Form
    action = staticmethod(withdraw_transfer)
    right = Right.PROPOSE_TRANSFER
    title = _("Withdraw the proposed transfer")
    submit_label = _("Withdraw")
    success_message = _("It is withdrawn.")


class ProposeSubcontractView(_OfProject):
    """A contractor proposes a subcontractor."""

    form_class = ProposeSubcontractForm
    right = Right.PROPOSE_CHANGE
    title = _("Propose a subcontractor")
    lead = _("Government consents first; access ends with the contract at the latest.")
    submit_label = _("Propose")
    success_message = _("The subcontract is proposed.")

    def perform(self, form: Any) -> Any:
        """Under the contract of one's own firm."""
        main = own_contract(self.user, self.subject)
        return propose_subcontract(main, actor=self.user, **form.cleaned_data)


def own_contract(user: Any, project: Project) -> Engagement:
    """The running part of a contractor that `user` serves in the project."""
    parts = Engagement.objects.visible_to(user).in_project(project).in_force()
    found: Engagement | None = parts.filter(
        capacity="contractor", organisation__memberships__user=user
    ).first()
    if found is None:
        raise NotReady(
            "SUBCONTRACT-NO-CONTRACT", _("Only a contractor with a running contract subcontracts.")
        )
    return found


class DecideSubcontractView(_Deed):
    """A leader consents or refuses."""

    model = Subcontract
    form_class = DecideSubcontractForm
    action = staticmethod(decide_subcontract)
    right = Right.M5
    title = _("Decide about the subcontractor")
    submit_label = _("Decide")
    success_message = _("It is decided.")

    def check(self, subject: Any) -> None:
        """Who may is known before the form."""
        require_another(self.user, [subject.proposed_by_id])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The facts beside the form."""
        return super().get_context_data(facts=facts.of_subcontract(self.shown), **kwargs)


class WithdrawSubcontractView(_Deed):
    """The contractor takes it back."""

    model = Subcontract
    form_class = forms.Form
    action = staticmethod(withdraw_subcontract)
    right = Right.PROPOSE_CHANGE
    title = _("Withdraw the proposed subcontract")
    submit_label = _("Withdraw")
    success_message = _("It is withdrawn.")


class RequestEmergencyView(_OfProject):
    """Somebody asks that somebody may read."""

    form_class = RequestEmergencyForm
    action = staticmethod(request_emergency)
    right = Right.REQUEST_EMERGENCY
    title = _("Ask for emergency access")
    lead = _("Reading only, for hours. A second person confirms; everything opened is recorded.")
    submit_label = _("Ask")
    success_message = _("The request waits for a second person.")


class DecideEmergencyView(_Deed):
    """A second person confirms or refuses."""

    model = EmergencyAccess
    form_class = DecideEmergencyForm
    action = staticmethod(decide_emergency)
    right = Right.CONFIRM_EMERGENCY
    title = _("Decide about the emergency access")
    lead = _("The hours begin now. Leaders and records officers are told by mail.")
    submit_label = _("Decide")
    success_message = _("It is decided.")

    def check(self, subject: Any) -> None:
        """Who may is known before the form."""
        require_second_person(subject, self.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The facts beside the form."""
        return super().get_context_data(facts=facts.of_emergency(self.subject), **kwargs)


class EndEmergencyView(_Deed):
    """Who reads, who asked or who may confirm ends it."""

    model = EmergencyAccess
    form_class = forms.Form
    action = staticmethod(end_emergency)
    title = _("End the emergency access")
    warning = _("Reading stops at once. It takes two people to begin it again.")
    submit_label = _("End it")
    success_message = _("The emergency access has ended.")

    def check(self, subject: Any) -> None:
        """Who may is known before the form."""
        require_part(subject, self.user)
