"""Pages on which progress is reported, corrected and verified."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from egov_outsource import access
from projects.duties import require_another
from projects.models import Project
from projects.rights import Right
from projects.supervision import facts
from projects.supervision.actions.correct_status_report import correct_status_report
from projects.supervision.actions.submit_status_report import submit_status_report
from projects.supervision.actions.verify_status_report import verify_status_report
from projects.supervision.forms.reports import (
    CorrectReportForm,
    SubmitReportForm,
    VerifyReportForm,
)
from projects.supervision.independence import require_verifier
from projects.supervision.models import StatusReport
from projects.supervision.parties import require_reporter
from projects.supervision.views.deeds import Deed, ProjectDeed

FIGURES = ("bac", "pv", "ev", "ac", "ac_view", "narrative")
FINAL = _("A report is final on receipt; a mistake is corrected by a new version.")


class SubmitReportView(ProjectDeed):
    """Contractors report, officers on a self-build."""

    form_class = SubmitReportForm
    action = staticmethod(submit_status_report)
    list_name = "reports"
    title = _("Report progress")
    lead = _("Amounts add up from the start of the contract to the status date.")
    warning = FINAL
    submit_label = _("Submit")
    success_message = _("The report is received.")

    def check(self, subject: Project) -> None:
        """Who may report at all."""
        is_own = subject.mode == Project.Mode.SELF_BUILD
        access.require(self.user, Right.EDIT_SUPERVISION if is_own else Right.SUBMIT, subject)

    def get_initial(self) -> dict[str, Any]:
        """The budget of the report before."""
        visible = StatusReport.objects.visible_to(self.user).in_project(self.subject)
        last = visible.filter(superseded_at__isnull=True).order_by("as_of").last()
        return {"bac": last.bac, "ac_view": last.ac_view} if last else {}


class CorrectReportView(Deed):
    """Who may report corrects."""

    model = StatusReport
    form_class = CorrectReportForm
    action = staticmethod(correct_status_report)
    title = _("Correct the report")
    warning = _("The corrected version must be verified afresh; the old one stays readable.")
    submit_label = _("Submit the correction")
    success_message = _("The corrected version is received.")

    def check(self, subject: StatusReport) -> None:
        """Only the party that reports."""
        require_reporter(self.user, subject.project, subject.contract)

    def get_initial(self) -> dict[str, Any]:
        """The figures as they stand."""
        return {name: getattr(self.subject, name) for name in FIGURES}


class VerifyReportView(Deed):
    """The supervisor says what was earned."""

    model = StatusReport
    form_class = VerifyReportForm
    action = staticmethod(verify_status_report)
    right = Right.S2
    title = _("Verify the report")
    submit_label = _("Verify")
    success_message = _("The report is verified.")

    def check(self, subject: StatusReport) -> None:
        """The engaged supervisor, never the reporter."""
        require_verifier(self.user, subject)
        require_another(self.user, [subject.submitted_by_id])

    def get_initial(self) -> dict[str, Any]:
        """What was submitted."""
        return {"verified_ev": self.subject.ev}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The figures beside the form."""
        return super().get_context_data(facts=facts.of_report(self.shown), **kwargs)
