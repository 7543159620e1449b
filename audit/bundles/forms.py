"""What somebody who wants a bundle says."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from audit.bundles.models import Bundle
from egov_outsource.accounts.models import User
from egov_outsource.forms import offer
from projects.models import Project
from projects.rights import Right

DAY = {"type": "date"}


class RequestForm(forms.Form):
    """The case, as a button names it."""

    kind = forms.ChoiceField(choices=Bundle.Kind.choices)
    case = forms.IntegerField(required=False, min_value=1)
    since = forms.DateField(required=False)
    until = forms.DateField(required=False)


class RangeForm(forms.Form):
    """A project whose trail the person sees, and two days."""

    project = forms.ModelChoiceField(Project.objects.none(), label=_("Project"))
    since = forms.DateField(label=_("From"), widget=forms.DateInput(attrs=DAY))
    until = forms.DateField(label=_("Until"), widget=forms.DateInput(attrs=DAY))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        """Only projects whose trail `user` sees."""
        super().__init__(*args, **kwargs)
        offer(self, project=Project.objects.where(Right.VIEW_TRAIL, user).order_by("reference"))
