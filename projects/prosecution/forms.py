"""What people type about prosecution."""

from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contractors.models.rating import SCORES
from egov_outsource.accounts.models import Organisation, User
from egov_outsource.forms import offer
from projects.models import Engagement, Project
from projects.prosecution.actions.rate_contractor import ASPECTS
from projects.prosecution.limits import CURE_DAYS
from projects.prosecution.models import Obligation, Remedy
from projects.roles import Capacity
from projects.selection.models import Contract
from projects.supervision.deadlines import working_days_after

LEVELS = {
    1: _("1 unsatisfactory"),
    2: _("2 marginal"),
    3: _("3 satisfactory"),
    4: _("4 very good"),
    5: _("5 exceptional"),
}


def long_text(label: Any, *, rows: int = 4, required: bool = True) -> forms.CharField:
    """A text of several lines."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, widget=widget, required=required, max_length=20000)


class ObligationForm(forms.Form):
    """A clause taken apart."""

    party = forms.ModelChoiceField(label=_("Who owes it"), queryset=Organisation.objects.none())
    title = forms.CharField(label=_("Obligation"), max_length=300)
    contract = forms.ModelChoiceField(
        label=_("Contract"), queryset=Contract.objects.none(), required=False
    )
    clause = forms.CharField(label=_("Clause"), max_length=100, required=False)
    measure = forms.CharField(label=_("Measure"), max_length=500, required=False)
    evidence = forms.CharField(label=_("Evidence"), max_length=500, required=False)
    remedy = forms.CharField(label=_("Remedy"), max_length=500, required=False)
    due = forms.DateField(label=_("Due"), widget=forms.DateInput)

    def __init__(self, *args: Any, project: Project, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        visible = Engagement.objects.visible_to(user).in_project(project)
        engaged = visible.parties().values("organisation")
        parties = Organisation.objects.filter(Q(pk__in=engaged) | Q(pk=project.owner_id))
        offer(self, party=parties)
        offer(self, contract=Contract.objects.visible_to(user).in_project(project))


class SettleForm(forms.Form):
    """When an obligation was met."""

    expected_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    met_on = forms.DateField(label=_("Met on"), widget=forms.DateInput, initial=timezone.localdate)
    note = long_text(_("Note"), rows=3, required=False)


class ReasonsForm(forms.Form):
    """Why."""

    reasons = long_text(_("Reasons"))


class BreachForm(forms.Form):
    """What happened."""

    text = long_text(_("What happened"))
    discovered_on = forms.DateField(
        label=_("Discovered on"), widget=forms.DateInput, initial=timezone.localdate
    )


def default_cure() -> Any:
    """The last day of the usual time to cure."""
    return working_days_after(timezone.localdate(), CURE_DAYS)


class NoticeForm(forms.Form):
    """A notice with a time to cure."""

    expected_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    notice = long_text(_("Notice"))
    cure_by = forms.DateField(
        label=_("To be cured by"),
        widget=forms.DateInput,
        initial=default_cure,
        help_text=_("The platform suggests ten working days; not legally verified."),
    )


class ResponseForm(forms.Form):
    """The answer to a notice."""

    expected_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    response = long_text(_("Response"))


class RemedyForm(forms.Form):
    """How a breach ends."""

    kind = forms.ChoiceField(
        label=_("Remedy"), choices=Remedy.Kind.choices, widget=forms.RadioSelect
    )
    amount = forms.DecimalField(
        label=_("Amount"), max_digits=18, decimal_places=2, min_value=Decimal(0), required=False
    )
    reasons = long_text(_("Reasons"))

    def __init__(self, *args: Any, currency: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["amount"].widget.attrs["data-prefix"] = currency


class RatingForm(forms.Form):
    """A rating on five aspects."""

    organisation = forms.ModelChoiceField(
        label=_("Contractor"), queryset=Organisation.objects.none()
    )
    period_start = forms.DateField(label=_("From"), widget=forms.DateInput)
    period_end = forms.DateField(label=_("To"), widget=forms.DateInput)
    narrative = long_text(_("Reasons"))

    def __init__(self, *args: Any, project: Project, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        engaged = Engagement.objects.visible_to(user).in_project(project)
        contractors = engaged.filter(capacity=Capacity.CONTRACTOR.value).values("organisation")
        offer(self, organisation=Organisation.objects.filter(pk__in=contractors))
        labels = {
            "quality": _("Quality"),
            "schedule": _("Schedule"),
            "cost": _("Cost"),
            "management": _("Management"),
            "security": _("Security"),
        }
        for aspect in ASPECTS:
            self.fields[aspect] = forms.TypedChoiceField(
                label=labels[aspect],
                coerce=int,
                choices=[(score, LEVELS[score]) for score, _label in reversed(SCORES)],
                initial=3,
            )
        self.order_fields(["organisation", "period_start", "period_end", *ASPECTS, "narrative"])


class CommentForm(forms.Form):
    """The contractor's comment."""

    expected_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    comment = long_text(_("Your comment"))


class FinaliseForm(forms.Form):
    """Why the rating stands as it is."""

    expected_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reasons = long_text(_("Reasons"))


class ObligationFilterForm(forms.Form):
    """Narrow the list of obligations."""

    hide_optional = True
    q = forms.CharField(label=_("Search"), required=False)
    status = forms.ChoiceField(
        label=_("Status"), choices=[("", _("All")), *Obligation.Status.choices], required=False
    )
