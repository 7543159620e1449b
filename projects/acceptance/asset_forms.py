"""What people type about assets."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.evidence.models import Document
from egov_outsource.accounts.models import Organisation, User
from egov_outsource.forms import offer
from projects.acceptance.assets import holders_of
from projects.acceptance.models import Asset, CustodyVerification
from projects.acceptance.ownership import LEVELS
from projects.models import Project
from projects.selection.models import Contract


def _level(label: Any, **more: Any) -> forms.TypedChoiceField:
    """Government, shared, others."""
    levels = {str(value): value for value in LEVELS}
    return forms.TypedChoiceField(
        label=label,
        choices=[(str(value), name) for value, name in Asset.LEVELS],
        coerce=lambda text: levels[text],
        **more,
    )


class AssetForm(forms.Form):
    """A line of the register."""

    kind = forms.ChoiceField(label=_("Class"), choices=Asset.Kind.choices)
    name = forms.CharField(label=_("Asset"), max_length=300)
    name_zh = forms.CharField(label=_("Asset in Chinese"), max_length=300, required=False)
    holder = forms.ModelChoiceField(label=_("Held by"), queryset=Organisation.objects.none())
    contract = forms.ModelChoiceField(
        label=_("Contract"), queryset=Contract.objects.none(), required=False
    )
    location = forms.CharField(label=_("Where it is"), max_length=300, required=False)
    title = _level(_("Title"), help_text=_("Who owns it; shared is a licence for ever."))
    custody = _level(_("Custody"), help_text=_("Who has it in hand."))
    control = _level(_("Operational control"), help_text=_("Who can use and change it."))
    is_required = forms.BooleanField(label=_("Must be handed over"), initial=True, required=False)

    def __init__(self, *args: Any, project: Project, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, holder=Organisation.objects.filter(pk__in=holders_of(project)))
        offer(self, contract=Contract.objects.visible_to(user).in_project(project))


class ChangeAssetForm(AssetForm):
    """A correction, with reasons."""

    expected_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reasons = forms.CharField(label=_("Reasons"), widget=forms.Textarea(attrs={"rows": 3}))


class EvidenceForm(forms.Form):
    """A form that can name a document of the project."""

    note = forms.CharField(
        label=_("Note"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    evidence = forms.ModelChoiceField(
        label=_("Evidence"), queryset=Document.objects.none(), required=False
    )

    def __init__(self, *args: Any, asset: Asset, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, evidence=Document.objects.visible_to(user).filter(project=asset.project_id))


class VerifyForm(EvidenceForm):
    """What a verification found, how and when."""

    method = forms.ChoiceField(label=_("How"), choices=CustodyVerification.Method.choices)
    result = forms.ChoiceField(
        label=_("Result"), choices=CustodyVerification.Result.choices, widget=forms.RadioSelect
    )
    verified_on = forms.DateField(
        label=_("Verified on"), widget=forms.DateInput, initial=timezone.localdate
    )

    field_order = ("method", "result", "verified_on", "note", "evidence")


class TakeForm(forms.Form):
    """Reasons, where there are any."""

    expected_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    control = _level(_("Operational control"), help_text=_("Who can use and change it."))
    reasons = forms.CharField(
        label=_("Reasons"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )


class RetireForm(forms.Form):
    """Since when and why it is no longer needed."""

    expected_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    retired_on = forms.DateField(
        label=_("Retired on"), widget=forms.DateInput, initial=timezone.localdate
    )
    reasons = forms.CharField(label=_("Reasons"), widget=forms.Textarea(attrs={"rows": 3}))
