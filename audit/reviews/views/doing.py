"""Pages on which somebody does a step of an audit."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from audit.reviews.actions.begin_review import begin_review
from audit.reviews.actions.change_finding import change_finding
from audit.reviews.actions.close_review import close_review
from audit.reviews.actions.draft_finding import draft_finding
from audit.reviews.actions.issue_finding import issue_finding
from audit.reviews.actions.open_review import open_review
from audit.reviews.actions.report_elimination import report_elimination
from audit.reviews.actions.resolve_finding import resolve_finding
from audit.reviews.actions.respond_finding import respond_finding
from audit.reviews.actions.return_finding import return_finding
from audit.reviews.actions.revise_plan import revise_plan
from audit.reviews.actions.withdraw_finding import withdraw_finding
from audit.reviews.forms import (
    ChangeFindingForm,
    CloseReviewForm,
    EliminationForm,
    FindingForm,
    OpenReviewForm,
    ResolveForm,
    RespondForm,
    ReturnForm,
    RevisePlanForm,
    VersionForm,
    WithdrawForm,
)
from audit.reviews.mandate import require_addressee
from audit.reviews.models import AuditFinding, Review
from audit.reviews.planning import auditors_of
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.pages import ActionView
from projects.models import Engagement, Project
from projects.rights import Right
from projects.roles import Capacity


class OpenReviewView(ActionView):
    """Announce an audit."""

    model = Project
    form_class = OpenReviewForm
    action = staticmethod(open_review)
    right = Right.AUDIT
    title = _("Announce an audit")
    submit_label = _("Announce")
    success_message = _("The audit is announced.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form offers the auditors of the own organisation."""
        mandate = access.require(self.user, Right.AUDIT, self.subject)
        engagement = Engagement.objects.in_force().filter(
            project=self.subject,
            organisation_id=mandate.organisation_id,
            capacity=Capacity.AUDIT.value,
        )
        people = auditors_of(engagement[0]) if engagement else User.objects.none()
        return {**super().get_form_kwargs(), "people": people.exclude(pk=self.user.pk)}


class OfReview(ActionView):
    """A step of an audit."""

    model = Review
    right = Right.AUDIT

    def get_initial(self) -> dict[str, Any]:
        """The version that is shown."""
        return {"expected_version": self.subject.version}


class OfFinding(ActionView):
    """A step of a finding."""

    model = AuditFinding
    right: ClassVar[Right | None] = Right.AUDIT

    def get_initial(self) -> dict[str, Any]:
        """The version that is shown."""
        return {"expected_version": self.subject.version}


class RevisePlanView(OfReview):
    """Announce the plan again, changed."""

    form_class = RevisePlanForm
    title = _("Revise the plan")
    lead = _("The audited read every version.")
    submit_label = _("Announce")
    success_message = _("The new version is announced.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form offers the auditors of the organisation."""
        people = auditors_of(self.subject.engagement).exclude(pk=self.user.pk)
        return {**super().get_form_kwargs(), "people": people}

    def get_initial(self) -> dict[str, Any]:
        """The plan as it stands."""
        names = ("title", "scope", "criteria", "period_start", "period_end", "plan")
        plan = {name: getattr(self.subject, name) for name in names}
        return {**super().get_initial(), **plan, "team": self.subject.team.all()}

    def perform(self, form: Any) -> Review:
        """Everything but version and reason is the plan."""
        contents = dict(form.cleaned_data)
        version, reason = contents.pop("expected_version"), contents.pop("reason")
        return revise_plan(
            self.subject,
            actor=self.user,
            contents=contents,
            reason=reason,
            expected_version=version,
        )


class BeginReviewView(OfReview):
    """Begin the audit."""

    form_class = VersionForm
    action = staticmethod(begin_review)
    title = _("Begin the audit")
    warning = _("From now on the plan stays as it is announced.")
    submit_label = _("Begin the audit")
    success_message = _("The audit is under way.")


class DraftFindingView(OfReview):
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


class CloseReviewView(OfReview):
    """End the audit."""

    form_class = CloseReviewForm
    action = staticmethod(close_review)
    title = _("Close the audit")
    warning = _("A closed audit is not opened again.")
    submit_label = _("Close the audit")
    success_message = _("The audit is closed.")


class ChangeFindingView(OfFinding):
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


class IssueFindingView(OfFinding):
    """Issue a draft."""

    form_class = VersionForm
    action = staticmethod(issue_finding)
    title = _("Issue the finding")
    warning = _("The audited read it at once, and nobody can edit it any more.")
    submit_label = _("Issue the finding")
    success_message = _("The audit finding is issued.")


class WithdrawFindingView(OfFinding):
    """Give up a draft."""

    form_class = WithdrawForm
    action = staticmethod(withdraw_finding)
    title = _("Give up the draft")
    submit_label = _("Give up the draft")
    success_message = _("The draft is given up.")


class RespondFindingView(OfFinding):
    """Answer a finding."""

    form_class = RespondForm
    action = staticmethod(respond_finding)
    right = None
    title = _("Answer the audit finding")
    submit_label = _("Send the answer")
    success_message = _("The answer is sent to the auditor.")

    def check(self, subject: AuditFinding) -> None:
        """Only for those to whom it is addressed."""
        require_addressee(subject, self.user)

    def get_initial(self) -> dict[str, Any]:
        """The last answer, when it was returned."""
        names = ("response", "agreement", "planned_measure", "measure_due")
        last = {name: getattr(self.subject, name) for name in names}
        return {**super().get_initial(), **last}


class ReportEliminationView(OfFinding):
    """Report what was done."""

    form_class = EliminationForm
    action = staticmethod(report_elimination)
    right = None
    title = _("Report the elimination")
    lead = _("What was done about the finding, and what shows it.")
    submit_label = _("Send the report")
    success_message = _("The report is sent to the auditor.")

    def check(self, subject: AuditFinding) -> None:
        """Only for those to whom the finding is addressed."""
        require_addressee(subject, self.user)

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form offers documents of the project."""
        return {**super().get_form_kwargs(), "review": self.subject.review, "user": self.user}


class ReturnFindingView(OfFinding):
    """Return an answer, or a report of elimination."""

    form_class = ReturnForm
    action = staticmethod(return_finding)
    title = _("Return the answer")
    submit_label = _("Return the answer")
    success_message = _("The answer is returned.")


class ResolveFindingView(OfFinding):
    """Settle a finding."""

    form_class = ResolveForm
    action = staticmethod(resolve_finding)
    title = _("Settle the finding")
    warning = _("A settled finding is not opened again.")
    submit_label = _("Settle the finding")
    success_message = _("The finding is settled.")
