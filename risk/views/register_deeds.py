"""Pages on which somebody does something about a risk of the register."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from egov_outsource.pages import ActionView
from projects.models import Project
from projects.rights import Right
from risk.actions.accept_risk import accept_risk, require_uninvolved
from risk.actions.add_risk import add_risk
from risk.actions.change_risk import change_risk
from risk.actions.close_risk import close_risk
from risk.actions.complete_measure import complete_measure, require_doer
from risk.actions.plan_measure import plan_measure
from risk.actions.reopen_risk import reopen_risk
from risk.actions.review_risk import review_risk
from risk.actions.treat_risk import treat_risk
from risk.models import RiskEntry, RiskMeasure
from risk.register import forms
from risk.register.suggesting import suggested


def parted(facts: dict[str, Any]) -> dict[str, Any]:
    """What a form gave, with the scenario as one argument."""
    scenario = {name: facts.pop(name) for name in forms.SCENARIO}
    return {"scenario": scenario, **facts}


class AddRiskView(ActionView):
    """Enter a risk; `?indicator=` fills the form in."""

    model = Project
    form_class = forms.RiskForm
    action = staticmethod(add_risk)
    right = Right.KEEP_RISKS
    title = _("Enter a risk")
    lead = _("Write it as cause, event and consequence, as it stands before anything is done.")
    submit_label = _("Enter")
    success_message = _("The risk is in the register. Plan measures next.")

    def get_initial(self) -> dict[str, Any]:
        """What an indicator suggests; the person who enters it as owner."""
        code = self.request.GET.get("indicator", "")
        return {"owner": self.user, **suggested(self.subject, code, self.user)}

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form knows project and person."""
        return {**super().get_form_kwargs(), "project": self.subject, "user": self.user}

    def get_action_arguments(self, form: Any) -> dict[str, Any]:
        """The scenario as one argument."""
        facts = parted(dict(form.cleaned_data))
        facts.pop("expected_version")
        return facts

    def get_cancel_url(self) -> str:
        """Back to the register of the project."""
        return reverse("risk:register", args=[self.subject.pk])


class EntryDeed(ActionView):
    """Something done about one risk, back to its page."""

    model = RiskEntry
    right = Right.KEEP_RISKS

    def get_initial(self) -> dict[str, Any]:
        """What stands there now."""
        return {
            "expected_version": self.subject.version,
            "likelihood": self.subject.likelihood,
            "impact": self.subject.impact,
        }

    def get_cancel_url(self) -> str:
        """Back to the risk."""
        return str(self.subject.get_absolute_url())

    def get_outcome_url(self, outcome: Any) -> str:
        """Back to the risk."""
        return self.get_cancel_url()


class ChangeRiskView(EntryDeed):
    """Correct the scenario."""

    form_class = forms.ScenarioForm
    action = staticmethod(change_risk)
    title = _("Correct the risk")
    success_message = _("The risk is corrected.")

    def get_initial(self) -> dict[str, Any]:
        """What stands there now."""
        written = {name: getattr(self.subject, name) for name in forms.SCENARIO}
        return {**super().get_initial(), **written}

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form knows project and person."""
        project = self.subject.project
        return {**super().get_form_kwargs(), "project": project, "user": self.user}

    def get_action_arguments(self, form: Any) -> dict[str, Any]:
        """The scenario as one argument."""
        return parted(dict(form.cleaned_data))


class ReviewRiskView(EntryDeed):
    """Say how likely and grave it is now."""

    form_class = forms.ReviewForm
    action = staticmethod(review_risk)
    title = _("Review the risk")
    submit_label = _("Note the review")
    success_message = _("The review is noted.")


class TreatRiskView(EntryDeed):
    """Note that every measure is done."""

    form_class = forms.TreatForm
    action = staticmethod(treat_risk)
    title = _("Note that the risk is treated")
    submit_label = _("Note it")
    success_message = _("The risk is treated.")


class PlanMeasureView(EntryDeed):
    """Plan a measure."""

    form_class = forms.MeasureForm
    action = staticmethod(plan_measure)
    title = _("Plan a measure")
    submit_label = _("Plan")
    success_message = _("The measure is planned.")

    def get_initial(self) -> dict[str, Any]:
        """Nothing but the owner of the risk."""
        return {"owner": self.subject.owner_id}

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form offers the people of the agency."""
        return {**super().get_form_kwargs(), "project": self.subject.project}


class AcceptRiskView(EntryDeed):
    """Live with it."""

    form_class = forms.AcceptForm
    action = staticmethod(accept_risk)
    right = Right.ACCEPT_RISK
    title = _("Accept the risk")
    lead = _("Neither the owner of a risk nor who entered it accepts it.")
    submit_label = _("Accept")
    success_message = _("The risk is accepted until that day.")

    def check(self, subject: RiskEntry) -> None:
        """Neither owner nor author."""
        require_uninvolved(subject, self.user)


class CloseRiskView(EntryDeed):
    """Close it."""

    form_class = forms.CloseForm
    action = staticmethod(close_risk)
    title = _("Close the risk")
    submit_label = _("Close")
    success_message = _("The risk is closed.")


class ReopenRiskView(EntryDeed):
    """Open it again."""

    form_class = forms.ReopenForm
    action = staticmethod(reopen_risk)
    title = _("Open the risk again")
    submit_label = _("Open again")
    success_message = _("The risk is open again.")


class CompleteMeasureView(ActionView):
    """Note that a measure is done."""

    model = RiskMeasure
    form_class = forms.DoneForm
    action = staticmethod(complete_measure)
    title = _("Note that the measure is done")
    submit_label = _("Note it")
    success_message = _("The measure is done.")

    def check(self, subject: RiskMeasure) -> None:
        """Whose measure it is, and whoever keeps risks."""
        require_doer(subject, self.user)

    def get_cancel_url(self) -> str:
        """Back to the risk."""
        return reverse("risk:entry", args=[self.subject.entry_id])

    def get_outcome_url(self, outcome: Any) -> str:
        """Back to the risk."""
        return self.get_cancel_url()
