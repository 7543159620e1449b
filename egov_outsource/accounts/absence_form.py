"""What the page asks whoever will be absent."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egov_outsource.accounts.models import Membership, Organisation, User
from egov_outsource.forms import offer

FIELD_OF_DATE = {"type": "date"}


class AbsenceForm(forms.Form):
    """From which day to which, and who stands in."""

    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.none()
    )
    delegate = forms.ModelChoiceField(
        label=_("Who stands in"),
        queryset=User.objects.none(),
        help_text=_("A colleague of the same organisation."),
    )
    valid_from = forms.DateField(label=_("First day"), widget=forms.DateInput(attrs=FIELD_OF_DATE))
    valid_to = forms.DateField(label=_("Last day"), widget=forms.DateInput(attrs=FIELD_OF_DATE))
    reason = forms.CharField(label=_("Reason"), max_length=300)

    def __init__(self, *args: Any, delegator: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        serving = Membership.objects.in_force()
        own = Organisation.objects.filter(
            pk__in=serving.filter(user=delegator).values("organisation")
        ).order_by("name")
        offer(self, organisation=own)
        self.fields["organisation"].initial = own.first()
        colleagues = User.objects.filter(
            pk__in=serving.filter(organisation__in=own).values("user"), kind=User.Kind.PERSON
        ).exclude(pk=delegator.pk)
        offer(self, delegate=colleagues.order_by("name"))
        self.fields["valid_from"].initial = timezone.localdate()

    def facts(self) -> dict[str, Any]:
        """The action's arguments: from the first day's beginning to the last day's end."""
        data = dict(self.cleaned_data)
        data["valid_from"] = _beginning(data["valid_from"])
        data["valid_to"] = _beginning(data["valid_to"] + timedelta(days=1))
        return data


def _beginning(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
