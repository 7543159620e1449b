"""What people type about milestones."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from egov_outsource.accounts.models import User
from egov_outsource.forms import offer
from projects.forms import VersionedForm
from projects.models import Project
from projects.supervision.forms.fields import ContractForm, day_field, text_field
from projects.supervision.models import ChangeRequest, Milestone

INSPECTED = [
    (status.value, status.label)
    for status in (Milestone.Status.MET, Milestone.Status.PARTIALLY_MET, Milestone.Status.NOT_MET)
]


class PromiseForm(forms.Form):
    """What is promised, by when and how much it counts."""

    title = forms.CharField(label=_("Milestone"), max_length=1000)
    kind = forms.ChoiceField(label=_("Type"), choices=Milestone.Kind.choices)
    due = day_field(_("Due"))
    weight = forms.DecimalField(
        label=_("Weight"),
        max_digits=6,
        decimal_places=2,
        initial=Decimal(1),
        help_text=_("How much it counts beside the others."),
    )
    note = text_field(_("Note"), rows=2, required=False)


class AddMilestoneForm(PromiseForm, ContractForm):
    """A new milestone; without a contract it is the owner's own."""

    code = forms.CharField(
        label=_("Code"), max_length=60, help_text=_("Unique within the project, such as M3.")
    )
    field_order = ("contract", "code", "title", "kind", "due", "weight", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["contract"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - declared there
        field.required, field.empty_label = False, str(_("Government’s own work"))


class ChangeMilestoneForm(PromiseForm, VersionedForm):
    """Another promise, with reasons."""

    reasons = text_field(_("Reasons"), rows=3)


class MeetMilestoneForm(VersionedForm):
    """What the inspection found."""

    outcome = forms.ChoiceField(
        label=_("Outcome"), choices=INSPECTED, widget=forms.RadioSelect, initial="met"
    )
    met_on = day_field(
        _("Met on"), required=False, help_text=_("Needed when the milestone is met.")
    )
    note = text_field(
        _("Note"), required=False, help_text=_("What is missing, when it is not fully met.")
    )


class DescopeMilestoneForm(VersionedForm):
    """The approved change that makes it void."""

    change = forms.ModelChoiceField(
        label=_("Approved change"), queryset=ChangeRequest.objects.none()
    )

    def __init__(self, *args: Any, project: Project, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(
            self,
            change=ChangeRequest.objects.visible_to(user).filter(
                project=project, status=ChangeRequest.Status.APPROVED
            ),
        )
