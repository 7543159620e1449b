"""What people type about findings."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from egov_outsource.accounts.models import Organisation
from egov_outsource.forms import offer
from projects.forms import VersionedForm
from projects.models import Project
from projects.supervision.addressees import addressees_of
from projects.supervision.forms.fields import day_field, text_field
from projects.supervision.models import Finding


class RaiseFindingForm(forms.Form):
    """What was found, how grave it is and who must answer."""

    addressee = forms.ModelChoiceField(
        label=_("Addressed to"), queryset=Organisation.objects.none()
    )
    title = forms.CharField(label=_("Finding"), max_length=300)
    text = text_field(_("What was found"), rows=6)
    severity = forms.ChoiceField(
        label=_("Severity"),
        choices=Finding.Severity.choices,
        initial=Finding.Severity.MAJOR,
        help_text=_("Critical: answer in 3 working days, major: 10, minor: 20 (profile)."),
    )
    due = day_field(
        _("Answer due"), required=False, help_text=_("Leave empty for the days of the severity.")
    )

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, addressee=addressees_of(project))


class RespondFindingForm(VersionedForm):
    """The answer."""

    response = text_field(_("Answer"), rows=6, help_text=_("What was or will be done, by when."))


class ReturnFindingForm(VersionedForm):
    """Why the answer does not do."""

    note = text_field(_("What is missing"))
    due = day_field(_("New due day"), required=False)


class CloseFindingForm(VersionedForm):
    """What was checked."""

    note = text_field(_("What was checked"))
