"""The questions to the portfolio as they stand in the address; the same for pages and REST."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from egov_outsource import access
from egov_outsource.accounts.models import Organisation
from egov_outsource.forms import offer
from projects.models import Project
from projects.models.project import BAND_LABELS
from projects.rights import Right
from projects.selection.models import Contract
from risk.portfolio.asked import Asked


class PortfolioForm(forms.Form):
    """Agency with what lies below it, contractor, stage, band, mode, currency, period."""

    hide_optional = True

    agency = forms.ModelChoiceField(
        label=_("Agency, with what lies below it"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("All agencies"),
    )
    contractor = forms.ModelChoiceField(
        label=_("Contractor"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("All contractors"),
    )
    stage = forms.ChoiceField(label=_("Stage"), required=False)
    band = forms.TypedChoiceField(
        label=_("Risk band"), required=False, coerce=int, empty_value=None
    )
    mode = forms.ChoiceField(label=_("Operation mode"), required=False)
    currency = forms.ChoiceField(label=_("Currency"), required=False)
    since = forms.DateField(
        label=_("Runs on or after"), required=False, widget=forms.DateInput({"type": "date"})
    )
    until = forms.DateField(
        label=_("Runs on or before"), required=False, widget=forms.DateInput({"type": "date"})
    )

    def __init__(self, data: Any, user: access.Viewer, **fixed: Any) -> None:
        super().__init__(data)
        self.fixed = fixed
        seen = Project.objects.where(Right.VIEW_RISK, user).order_by()
        currencies = seen.values_list("currency", flat=True).distinct()
        modes = [one for one in Project.Mode.choices if one[0]]
        offer(
            self,
            agency=_with_higher(user, seen.values("owner")),
            contractor=contractors_of(user),
            stage=[("", _("All stages")), *Project.Stage.choices],
            band=[("", _("All bands")), *BAND_LABELS],
            mode=[("", _("All modes")), *modes],
            currency=[("", _("All currencies")), *((one, one) for one in sorted(currencies))],
        )
        for name in fixed:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """The period in order."""
        cleaned = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", _("The end lies before the beginning."))
        return cleaned

    def asked(self) -> Asked:
        """The question of a valid form."""
        return Asked(**(self.cleaned_data | self.fixed))


def contractors_of(user: access.Viewer) -> QuerySet[Organisation]:
    """Contractors with a contract that `user` sees in a project whose risk they see."""
    contracts = Contract.objects.visible_to(user).filter(
        project__in=Project.objects.where(Right.VIEW_RISK, user)
    )
    return Organisation.objects.filter(pk__in=contracts.order_by().values("contractor"))


def agencies_of(user: access.Viewer) -> QuerySet[Organisation]:
    """Agencies, and what stands above them, with a project whose risk `user` sees."""
    seen = Project.objects.where(Right.VIEW_RISK, user).order_by()
    return _with_higher(user, seen.values("owner"))


def _with_higher(user: access.Viewer, owners: Any) -> QuerySet[Organisation]:
    keys = set(Organisation.objects.filter(pk__in=owners).values_list("pk", flat=True))
    level = keys
    while level:
        above = Organisation.objects.visible_to(user).filter(children__in=level)
        level = set(above.values_list("pk", flat=True)) - keys
        keys |= level
    return Organisation.objects.filter(pk__in=keys)
