"""Pages on which somebody does a step of an audit."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from audit.reviews.actions.change_finding import change_finding
from audit.reviews.actions.close_review import close_review
from audit.reviews.actions.draft_finding import draft_finding
from audit.reviews.actions.issue_finding import issue_finding
from audit.reviews.actions.open_review import open_review
from audit.reviews.actions.resolve_finding import resolve_finding
from audit.reviews.actions.respond_finding import respond_finding
from audit.reviews.actions.return_finding import return_finding
from audit.reviews.actions.withdraw_finding import withdraw_finding
from audit.reviews.forms import (
    ChangeFindingForm,
    CloseReviewForm,
    FindingForm,
    OpenReviewForm,
    ResolveForm,
    RespondForm,
    ReturnForm,
    VersionForm,
    WithdrawForm,
)
from audit.reviews.mandate import require_addressee
from audit.reviews.models import AuditFinding, Review
from egov_outsource.pages import ActionView
from projects.models import Project
from projects.rights import Right


class OpenReviewView(ActionView):
    """Announce an audit."""

    model = Project
    form_class = OpenReviewForm
    action = staticmethod(open_review)
    right = Right.AUDIT
    title = _("Announce an audit")
    submit_label = _("Announce")
    success_message = _("The audit is announced.")


class _OfReview(ActionView):
    model = Review
    right = Right.AUDIT


class _OfFinding(ActionView):
    model = AuditFinding
    right: ClassVar[Right | None] = Right.AUDIT

    def get_initial(self) -> dict[str, Any]:
        """The version that is shown."""
        return {"expected_version": self.subject.version}


class DraftFindingView(_OfReview):
    """Write down a finding."""

    form_class = FindingForm
    action = staticmethod(draft_finding)
    title = _("Draft a finding")
    lead = _("Nobody outside your organisation sees a draft.")
    submit_label = _("Keep the draft")
    success_message = _("The draft is kept.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form offers documents and parties of the project."""
        return {**super().get_form_kwargs(), "review": self.subject, "user": self.user}

    def get_initial(self) -> dict[str, Any]:
        """The owner agency is asked unless somebody else is chosen."""
        return {"addressee": self.subject.project.owner_id}


class CloseReviewView(_OfReview):
    """End the audit."""

    form_class = CloseReviewForm
    action = staticmethod(close_review)
    title = _("Close the audit")
    warning = _("A closed audit is not opened again.")
    submit_label = _("Close the audit")
    success_message = _("The audit is closed.")

    def get_initial(self) -> dict[str, Any]:
        """The version that is shown."""
        return {"expected_version": self.subject.version}


class ChangeFindingView(_OfFinding):
    """Change a draft."""

    form_class = ChangeFindingForm
    title = _("Change the draft")
    success_message = _("The draft is changed.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form offers documents and parties of the project."""
        return {**super().get_form_kwargs(), "review": self.subject.review, "user": self.user}

    def get_initial(self) -> dict[str, Any]:
        """What is written now."""
        names = [name for name in ChangeFindingForm.base_fields if name != "expected_version"]
        values = {name: getattr(self.subject, name) for name in names}
        values["evidence"] = self.subject.evidence.all()
        return {**values, **super().get_initial()}

    def perform(self, form: Any) -> AuditFinding:
        """Everything but the version is content."""
        contents = dict(form.cleaned_data)
        version = contents.pop("expected_version")
        return change_finding(
            self.subject, actor=self.user, contents=contents, expected_version=version
        )


class IssueFindingView(_OfFinding):
    """Issue a draft."""

    form_class = VersionForm
    action = staticmethod(issue_finding)
    title = _("Issue the finding")
    warning = _("The audited read it at once, and nobody can edit it any more.")
    submit_label = _("Issue the finding")
    success_message = _("The finding is issued.")


class WithdrawFindingView(_OfFinding):
    """Give up a draft."""

    form_class = WithdrawForm
    action = staticmethod(withdraw_finding)
    title = _("Give up the draft")
    submit_label = _("Give up the draft")
    success_message = _("The draft is given up.")


class RespondFindingView(_OfFinding):
    """Answer a finding."""

    form_class = RespondForm
    action = staticmethod(respond_finding)
    right = None
    title = _("Answer the finding")
    submit_label = _("Send the answer")
    success_message = _("The answer is sent to the auditor.")

    def check(self, subject: AuditFinding) -> None:
        """Only for those to whom it is addressed."""
        require_addressee(subject, self.user)

    def get_initial(self) -> dict[str, Any]:
        """The last answer, when it was returned."""
        return {**super().get_initial(), "response": self.subject.response}


class ReturnFindingView(_OfFinding):
    """Return an answer."""

    form_class = ReturnForm
    action = staticmethod(return_finding)
    title = _("Return the answer")
    submit_label = _("Return the answer")
    success_message = _("The answer is returned.")


class ResolveFindingView(_OfFinding):
    """Settle a finding."""

    form_class = ResolveForm
    action = staticmethod(resolve_finding)
    title = _("Settle the finding")
    warning = _("A settled finding is not opened again.")
    submit_label = _("Settle the finding")
    success_message = _("The finding is settled.")
