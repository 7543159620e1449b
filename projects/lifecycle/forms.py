"""What people type at gates."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from audit.evidence.models import Document
from egov_outsource.forms import offer

MOST_DOCUMENTS = 200


class AttestForm(forms.Form):
    """A statement on a check, with evidence."""

    holds = forms.ChoiceField(
        label=_("What did you find?"),
        choices=[
            ("holds", _("It holds")),
            ("missing", _("It does not hold")),
            ("not_applicable", _("It does not apply to this project")),
        ],
        widget=forms.RadioSelect,
        initial="holds",
    )
    statement = forms.CharField(
        label=_("Statement"),
        help_text=_("What you saw, where it is filed, and why that is enough."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    document = forms.ModelChoiceField(
        label=_("Evidence"),
        queryset=Document.objects.none(),
        required=False,
        empty_label=_("No file"),
        help_text=_("A file of this project; its digest goes into the snapshot of the gate."),
    )

    def __init__(self, *args: Any, documents: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, document=documents)

    def facts(self) -> dict[str, Any]:
        """The keyword arguments of the action."""
        found = self.cleaned_data["holds"]
        return {
            "holds": found == "holds",
            "is_applicable": found != "not_applicable",
            "statement": self.cleaned_data["statement"],
            "document": self.cleaned_data["document"],
        }


class WaiveForm(forms.Form):
    """Why a soft check may rest, and until when."""

    reason = forms.CharField(
        label=_("Reason"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5})
    )
    expires_on = forms.DateField(
        label=_("Ends on"),
        widget=forms.DateInput,
        help_text=_("At most 90 days from today; then the check counts again."),
    )


class SubmitForm(forms.Form):
    """A word to the reviewer."""

    note = forms.CharField(
        label=_("Note to the reviewer"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class PassForm(forms.Form):
    """The decision to pass; remembers what the reviewer saw."""

    reasons = forms.CharField(
        label=_("Reasons"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class ReturnForm(forms.Form):
    """What must be done before the gate is submitted again."""

    reasons = forms.CharField(
        label=_("What is missing or wrong"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class ReopenForm(forms.Form):
    """Why a passed gate is opened again."""

    reason = forms.CharField(
        label=_("Reason"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5})
    )
