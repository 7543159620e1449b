"""What people type about acceptance."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.evidence.forms import SeveralFilesField
from audit.evidence.models import Document
from egov_outsource.accounts.models import User
from egov_outsource.forms import offer
from projects.acceptance.models import AcceptanceDecision, CriterionCheck, Deliverable, Submission
from projects.models import Project
from projects.planning.models import Requirement
from projects.selection.models import Contract


class DeliverableForm(forms.Form):
    """What is to be delivered by when."""

    code = forms.CharField(label=_("Code"), max_length=40)
    title = forms.CharField(label=_("Deliverable"), max_length=300)
    contract = forms.ModelChoiceField(
        label=_("Contract"),
        queryset=Contract.objects.none(),
        required=False,
        help_text=_("Without a contract the agency itself owes it (self-build)."),
    )
    due = forms.DateField(label=_("Due"), widget=forms.DateInput)
    description = forms.CharField(
        label=_("Description"), widget=forms.Textarea(attrs={"rows": 4}), required=False
    )

    def __init__(self, *args: Any, project: Project, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        contracts = Contract.objects.visible_to(user).in_project(project).filter(status="active")
        offer(self, contract=contracts)
        if len(known := contracts[:2]) == 1:
            self.fields["contract"].initial = known[0]


class CriterionForm(forms.Form):
    """How it will be judged."""

    requirement = forms.ModelChoiceField(
        label=_("Requirement"), queryset=Requirement.objects.none(), required=False
    )
    text = forms.CharField(label=_("Criterion"), widget=forms.Textarea(attrs={"rows": 3}))
    method = forms.CharField(label=_("Test method"), max_length=500)
    is_mandatory = forms.BooleanField(label=_("Mandatory"), initial=True, required=False)

    def __init__(self, *args: Any, project: Project, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, requirement=Requirement.objects.visible_to(user).in_project(project))


class SubmissionForm(forms.Form):
    """The files of a delivery."""

    files = SeveralFilesField()  # type: ignore[assignment] # the stubs mean Form.files
    note = forms.CharField(
        label=_("Note"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )


class CheckForm(forms.Form):
    """What a check found."""

    result = forms.ChoiceField(
        label=_("Result"), choices=CriterionCheck.Result.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("What was seen"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    evidence = forms.ModelChoiceField(
        label=_("Evidence"), queryset=Document.objects.none(), required=False
    )

    def __init__(self, *args: Any, submission: Submission, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, evidence=Document.objects.visible_to(user).filter(project=submission.project))


class DecisionForm(forms.Form):
    """Accept, accept with conditions, or reject; up to three conditions."""

    outcome = forms.ChoiceField(
        label=_("Decision"), choices=AcceptanceDecision.Outcome.choices, widget=forms.RadioSelect
    )
    reasons = forms.CharField(label=_("Reasons"), widget=forms.Textarea(attrs={"rows": 4}))

    SLOTS = (1, 2, 3)

    def __init__(self, *args: Any, currency: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for slot in self.SLOTS:
            number = {"number": slot}
            self.fields[f"condition_{slot}"] = forms.CharField(
                label=_("Condition %(number)d") % number,
                widget=forms.Textarea(attrs={"rows": 2}),
                required=False,
            )
            self.fields[f"due_{slot}"] = forms.DateField(
                label=_("Condition %(number)d due") % number,
                widget=forms.DateInput,
                required=False,
            )
            self.fields[f"withheld_{slot}"] = forms.DecimalField(
                label=_("Withheld until condition %(number)d is met") % number,
                max_digits=18,
                decimal_places=2,
                min_value=Decimal(0),
                required=False,
                widget=forms.NumberInput(attrs={"data-prefix": currency}),
            )

    def clean(self) -> dict[str, Any]:
        """Every condition needs its date."""
        facts = super().clean() or {}
        for slot in self.SLOTS:
            if facts.get(f"condition_{slot}") and not facts.get(f"due_{slot}"):
                self.add_error(f"due_{slot}", _("Say by when the condition must be met."))
        return facts

    @property
    def conditions(self) -> list[dict[str, Any]]:
        """The conditions that were filled in."""
        facts = self.cleaned_data
        return [
            {
                "text": facts[f"condition_{slot}"],
                "due": facts[f"due_{slot}"],
                "withheld": facts.get(f"withheld_{slot}") or Decimal(0),
            }
            for slot in self.SLOTS
            if facts.get(f"condition_{slot}")
        ]


class ConfirmForm(forms.Form):
    """When a condition was met."""

    expected_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    met_on = forms.DateField(label=_("Met on"), widget=forms.DateInput, initial=timezone.localdate)


class DeliverableFilterForm(forms.Form):
    """Narrow the list of deliverables."""

    hide_optional = True
    q = forms.CharField(label=_("Search"), required=False)
    status = forms.ChoiceField(
        label=_("Status"), choices=[("", _("All")), *Deliverable.Status.choices], required=False
    )
