"""What people type about contractors."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contractors.models import Affiliation, Sanction
from egov_outsource.accounts.models import Organisation
from egov_outsource.forms import offer


class ContractorFilterForm(forms.Form):
    """Search in the register."""

    hide_optional = True
    q = forms.CharField(label=_("Search"), max_length=200, required=False)
    sanctioned = forms.BooleanField(label=_("Under a sanction"), required=False)
    expiring = forms.BooleanField(label=_("Qualification ends within 60 days"), required=False)


class ContractorForm(forms.Form):
    """A contractor's profile."""

    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.none(), empty_label=_("Choose")
    )
    legal_representative = forms.CharField(
        label=_("Legal representative"), max_length=150, required=False
    )
    founded_on = forms.DateField(label=_("Founded on"), widget=forms.DateInput, required=False)
    address = forms.CharField(label=_("Address"), max_length=300, required=False)
    scope = forms.CharField(
        label=_("Business scope"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, organisation=organisations)


class QualificationForm(forms.Form):
    """A certificate."""

    title = forms.CharField(label=_("Qualification"), max_length=300)
    number = forms.CharField(label=_("Certificate number"), max_length=100, required=False)
    issuer = forms.CharField(label=_("Issued by"), max_length=300)
    issued_on = forms.DateField(label=_("Issued on"), widget=forms.DateInput)
    expires_on = forms.DateField(label=_("Expires on"), widget=forms.DateInput, required=False)


class WithdrawForm(forms.Form):
    """Since when and why a qualification does not count."""

    withdrawn_on = forms.DateField(label=_("Withdrawn on"), widget=forms.DateInput)
    reason = forms.CharField(
        label=_("Reason"), max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
    )


class SanctionForm(forms.Form):
    """A sanction as its authority published it."""

    kind = forms.ChoiceField(label=_("Sanction"), choices=Sanction.Kind.choices)
    authority = forms.CharField(label=_("Authority"), max_length=300)
    reference = forms.CharField(label=_("Reference"), max_length=200, required=False)
    reason = forms.CharField(
        label=_("Reason"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4})
    )
    starts_on = forms.DateField(label=_("From"), widget=forms.DateInput)
    ends_on = forms.DateField(
        label=_("To"), help_text=_("Empty: until lifted."), widget=forms.DateInput, required=False
    )


class LiftForm(forms.Form):
    """Since when and why a sanction counts no more."""

    lifted_on = forms.DateField(label=_("Lifted on"), widget=forms.DateInput)
    reason = forms.CharField(
        label=_("Reason"), max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
    )


class AffiliationForm(forms.Form):
    """A tie to another organisation."""

    other = forms.ModelChoiceField(
        label=_("Other organisation"),
        queryset=Organisation.objects.none(),
        empty_label=_("Choose"),
    )
    kind = forms.ChoiceField(label=_("Tie"), choices=Affiliation.Kind.choices)
    source = forms.CharField(
        label=_("Source"), max_length=300, help_text=_("Where the tie can be seen.")
    )
    since = forms.DateField(label=_("Since"), widget=forms.DateInput, required=False)
    until = forms.DateField(label=_("Until"), widget=forms.DateInput, required=False)

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, other=organisations)
