"""What people type about payments."""

from django import forms
from django.utils.translation import gettext_lazy as _

from projects.forms import VersionedForm
from projects.supervision.forms.fields import ContractForm, amount_field, day_field, text_field


class ClaimPaymentForm(ContractForm):
    """How much and for what."""

    amount = amount_field(_("Amount"))
    currency = forms.CharField(
        label=_("Currency"), max_length=3, initial="CNY", help_text=_("The contract's currency.")
    )
    purpose = forms.CharField(label=_("For"), max_length=500)


class CertifyPaymentForm(VersionedForm):
    """What was counted."""

    note = text_field(_("Note"), rows=3, required=False)


class ApprovePaymentForm(VersionedForm):
    """Why it is approved."""

    reasons = text_field(_("Reasons"), rows=3, required=False)


class PaidForm(VersionedForm):
    """When the money left."""

    paid_on = day_field(_("Paid on"))
