"""What people type about changes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from projects.forms import VersionedForm
from projects.supervision.forms.fields import ContractForm, amount_field, day_field, text_field
from projects.supervision.models import ChangeRequest


class ProposeChangeForm(ContractForm):
    """What should change and why, in money and time."""

    title = forms.CharField(label=_("Change"), max_length=1000)
    kind = forms.ChoiceField(label=_("Type"), choices=ChangeRequest.Kind.choices)
    reasons = text_field(_("Reasons"))
    value = amount_field(
        _("Change of price"), initial=0, help_text=_("Negative when it becomes cheaper.")
    )
    days = forms.IntegerField(
        label=_("Change of time in days"), initial=0, help_text=_("Negative when it is quicker.")
    )


class AssessChangeForm(VersionedForm):
    """The opinion."""

    opinion = text_field(
        _("Opinion"), rows=6, help_text=_("What it means for scope, price, time and security.")
    )


class DecideChangeForm(VersionedForm):
    """Approve or reject."""

    outcome = forms.ChoiceField(
        label=_("Decision"),
        choices=[("approve", _("Approve")), ("reject", _("Reject"))],
        widget=forms.RadioSelect,
    )
    reasons = text_field(_("Reasons"))
    procurement_reference = forms.CharField(
        label=_("Procurement decision"),
        max_length=300,
        required=False,
        help_text=_("Needed when approved changes go beyond 10 % of the contract's value."),
    )


class ImplementedForm(VersionedForm):
    """The day on which the change was found to be there."""

    implemented_on = day_field(_("Implemented on"))


class WithdrawChangeForm(VersionedForm):
    """Why it is taken back."""

    reasons = text_field(_("Reasons"), rows=2, required=False)
