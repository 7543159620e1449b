"""Pages of gates on which somebody does something."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from audit.evidence.models import Document
from egov_outsource.accounts.models import User
from egov_outsource.errors import Hidden
from egov_outsource.pages import ActionView
from projects.lifecycle.actions.attest_check import attest_check, require_attester
from projects.lifecycle.actions.pass_gate import pass_gate
from projects.lifecycle.actions.reopen_gate import reopen_gate
from projects.lifecycle.actions.return_gate import return_gate
from projects.lifecycle.actions.submit_gate import submit_gate
from projects.lifecycle.actions.waive_check import waive_check
from projects.lifecycle.forms import (
    MOST_DOCUMENTS,
    AttestForm,
    PassForm,
    ReopenForm,
    ReturnForm,
    SubmitForm,
    WaiveForm,
)
from projects.lifecycle.gates import GATES, CheckRow, GateOfStage, gate_state
from projects.lifecycle.models import GateReview
from projects.models import Project
from projects.rights import Right


class GateDeed(ActionView):
    """Something done at a gate of a project."""

    model = Project

    def get_subject(self) -> Project:
        """The project, when the reader may see its gates, and the gate exists."""
        found: Project | None = (
            Project.objects.where(Right.VIEW_ALLOCATION, self.request.user)
            .select_related("owner")
            .filter(pk=self.kwargs["pk"])
            .first()
        )
        if found is None or self.kwargs["gate"] not in GATES:
            raise Http404
        return found

    @property
    def place(self) -> GateOfStage:
        """The gate of the address."""
        return GATES[self.kwargs["gate"]]

    def get_cancel_url(self) -> str:
        """Back to the gate."""
        return reverse("lifecycle:gate", args=[self.subject.pk, self.kwargs["gate"]])


class CheckDeed(GateDeed):
    """Something done about one check."""

    @property
    def row(self) -> CheckRow:
        """The check of the address, as it is now."""
        try:
            self.place.check(self.kwargs["code"])
        except Hidden as hidden:
            raise Http404 from hidden
        rows = gate_state(self.subject, self.place).rows
        return next(row for row in rows if row.check.code == self.kwargs["code"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The check beside the form."""
        row = self.row
        facts = [
            (_("Check"), row.check.label),
            (_("Gate"), self.place.gate.label),
            (_("State"), row.state.label),
            (_("What was found"), row.detail),
        ]
        return super().get_context_data(facts=facts, **kwargs)


class AttestView(CheckDeed):
    """Somebody says that a check holds."""

    form_class = AttestForm
    title = _("Attest a check")
    submit_label = _("Attest")
    success_message = _("Your statement is recorded.")

    def check(self, subject: Project) -> None:
        """Whoever submits gates or provides this."""
        require_attester(subject, self.place.check(self.kwargs["code"]), self.user)

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form offers the newest documents that the person sees in this project."""
        assert isinstance(self.request.user, User)  # noqa: S101 - signed in
        documents = Document.objects.visible_to(self.user).filter(project=self.subject)
        newest = documents.order_by("-pk").values("pk")[:MOST_DOCUMENTS]
        return {
            **super().get_form_kwargs(),
            "documents": Document.objects.visible_to(self.user).filter(pk__in=newest),
        }

    def perform(self, form: Any) -> Any:
        """Attest the check of the address."""
        return attest_check(
            self.subject,
            actor=self.user,
            gate=self.kwargs["gate"],
            code=self.kwargs["code"],
            **form.facts(),
        )


class WaiveView(CheckDeed):
    """A leader lets a soft check rest."""

    form_class = WaiveForm
    right = Right.WAIVE_CHECK
    title = _("Waive a check")
    submit_label = _("Waive")
    success_message = _("The check is waived until that day.")

    def perform(self, form: Any) -> Any:
        """Waive the check of the address."""
        return waive_check(
            self.subject,
            actor=self.user,
            gate=self.kwargs["gate"],
            code=self.kwargs["code"],
            **form.cleaned_data,
        )


class SubmitView(GateDeed):
    """Officers submit the gate."""

    form_class = SubmitForm
    right = Right.SUBMIT_GATE
    title = _("Submit the gate for review")
    lead = _("Somebody else reviews it. Every hard check must hold.")
    submit_label = _("Submit for review")
    success_message = _("The gate is submitted. A leader of the owner reviews it.")

    def perform(self, form: Any) -> Any:
        """Submit the gate of the address."""
        return submit_gate(
            self.subject, actor=self.user, gate=self.kwargs["gate"], **form.cleaned_data
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """How many checks hold, beside the form."""
        state = gate_state(self.subject, self.place)
        facts = [
            (_("Gate"), self.place.gate.label),
            (_("Checks that hold"), f"{state.met} / {len(state.rows)}"),
            (_("Missing"), ", ".join(str(row.check.label) for row in state.missing) or "–"),
        ]
        return super().get_context_data(facts=facts, **kwargs)


class ReviewDeed(ActionView):
    """A decision about a review."""

    model = GateReview
    right = Right.REVIEW_GATE

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The review beside the form, and the control right that is exercised."""
        review: GateReview = self.subject
        facts = [
            (_("Project"), review.project.label),
            (_("Gate"), review.get_gate_display()),
            (_("Round"), review.round),
            (_("Submitted by"), review.submitted_by),
            (_("Note of the submitter"), review.note),
        ]
        return super().get_context_data(facts=facts, **kwargs)


class PassView(ReviewDeed):
    """A leader passes the gate."""

    action = staticmethod(pass_gate)
    form_class = PassForm
    title = _("Pass the gate")
    lead = _("Every check is evaluated once more, and what is found is frozen.")
    submit_label = _("Pass the gate")
    success_message = _("The gate is passed. The snapshot is frozen.")

    def get_initial(self) -> dict[str, Any]:
        """What the reviewer sees now."""
        state = gate_state(self.subject.project, GATES[self.subject.gate])
        return {"seen": state.fingerprint}

    def get_outcome_url(self, outcome: Any) -> str:
        """To the frozen snapshot."""
        return str(outcome.get_absolute_url())


class ReturnView(ReviewDeed):
    """A leader returns the gate."""

    action = staticmethod(return_gate)
    form_class = ReturnForm
    title = _("Return the gate")
    submit_label = _("Return it")
    success_message = _("The gate is returned with your reasons.")


class ReopenView(ReviewDeed):
    """A leader reopens a passed gate."""

    action = staticmethod(reopen_gate)
    form_class = ReopenForm
    title = _("Reopen the gate")
    lead = _("The project goes back to the stage that this gate ends.")
    warning = _("Gates that were passed after it are reopened too. All snapshots are kept.")
    submit_label = _("Reopen the gate")
    success_message = _("The gate is reopened.")
