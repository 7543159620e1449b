"""Forms of the change of a key."""

from django import forms
from django.utils.translation import gettext_lazy as _

from audit.log.models.key_change import LONGEST_HAND_OVER

USUAL_DAYS = 30


class ProposeKeyForm(forms.Form):
    """Why, and how long both keys sign."""

    reason = forms.CharField(label=_("Reason"), max_length=500)
    hand_over_days = forms.IntegerField(
        label=_("Days in which both keys sign"),
        min_value=0,
        max_value=LONGEST_HAND_OVER,
        initial=USUAL_DAYS,
        help_text=_(
            "Long enough for witnesses and auditors to take the new key over. 0 only when the key"
            " was lost or stolen: then it ends at once."
        ),
    )
