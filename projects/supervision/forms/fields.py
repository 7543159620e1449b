"""Fields that several forms of supervision share."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from egov_outsource.accounts.models import User
from egov_outsource.forms import offer
from projects.forms import VersionedForm
from projects.models import Project
from projects.selection.models import Contract

LONG = 5000


def text_field(label: Any, *, rows: int = 4, **more: Any) -> forms.CharField:
    """A longer text."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=LONG, widget=widget, **more)


class MoneyField(forms.DecimalField):
    """An amount whose currency the page shows inside the box."""


def amount_field(label: Any, **more: Any) -> MoneyField:
    """Money; what cannot be right is said by the action."""
    return MoneyField(label=label, max_digits=18, decimal_places=2, **more)


def day_field(label: Any, **more: Any) -> forms.DateField:
    """A day."""
    return forms.DateField(label=label, widget=forms.DateInput, **more)


def contracts_in_effect(project: Project, user: User) -> Any:
    """The contracts in effect of `project` that `user` may see."""
    visible = Contract.objects.visible_to(user).filter(project=project)
    return visible.filter(status=Contract.Status.ACTIVE)


class ContractForm(forms.Form):
    """A form about one contract in effect, among those that the person may see."""

    unit = ""
    contract = forms.ModelChoiceField(label=_("Contract"), queryset=Contract.objects.none())

    def __init__(self, *args: Any, project: Project, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        contracts = contracts_in_effect(project, user)
        offer(self, contract=contracts)
        field = cast("forms.ModelChoiceField[Contract]", self.fields["contract"])
        field.required = field.required and project.mode != Project.Mode.SELF_BUILD
        if not field.required:
            field.empty_label = str(_("Government’s own work"))
        known = list(contracts[:2])
        if len(known) == 1:
            field.initial = known[0]
        self.unit = known[0].currency if known else project.currency


class ReasonsForm(VersionedForm):
    """Why."""

    reasons = text_field(_("Reasons"))
