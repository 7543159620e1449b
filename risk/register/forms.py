"""What people type about risks of the register."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egov_outsource.accounts.models import User
from egov_outsource.forms import PickSeveral, offer
from projects.models import Project
from projects.supervision.models import Finding
from risk.answers.forms import long_text
from risk.definitions.wording import DIMENSIONS, in_language
from risk.indicators import CATALOGUE
from risk.models import RiskEntry
from risk.register.contents import people_of
from risk.register.levels import BORDERS, IMPACTS, LIKELIHOODS

SCENARIO = ("title", "cause", "event", "consequence", "codes", "finding", "owner")
REVIEW_DAYS = 90
ANY = [("", _("All"))]


def in_days(days: int) -> Any:
    """That many days from today."""
    return lambda: timezone.localdate() + timedelta(days=days)


def step_field(label: Any, words: dict[int, Any]) -> forms.TypedChoiceField:
    """A step from 1 to 5, with its words."""
    return forms.TypedChoiceField(label=label, choices=list(words.items()), coerce=int, initial=3)


def day_field(label: Any, *, days: int) -> forms.DateField:
    """A day, suggested so many days ahead."""
    return forms.DateField(label=label, widget=forms.DateInput, initial=in_days(days))


def indicators_by_dimension() -> list[tuple[Any, list[tuple[str, str]]]]:
    """The catalogue as choices, a group for each dimension."""
    return [
        (
            label,
            [(i.code, f"{i.code} {in_language(i)}") for i in CATALOGUE if i.dimension is dimension],
        )
        for dimension, label in DIMENSIONS.items()
    ]


class ScenarioForm(forms.Form):
    """What could happen, why, with what consequence, and who answers for it."""

    expected_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=_("Risk"), max_length=300)
    cause = long_text(_("Cause"), rows=2, help_text=_("Because …"))
    event = long_text(_("Event"), rows=2, help_text=_("… this may happen …"))
    consequence = long_text(_("Consequence"), rows=2, help_text=_("… which would mean …"))
    codes = forms.MultipleChoiceField(
        label=_("Indicators"),
        required=False,
        widget=PickSeveral,
        help_text=_("Those that would show it coming: as many as fit, at most 20."),
    )
    finding = forms.ModelChoiceField(
        label=_("Finding"), queryset=Finding.objects.none(), required=False
    )
    owner = forms.ModelChoiceField(label=_("Risk owner"), queryset=User.objects.none())

    def __init__(self, *args: Any, project: Project, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(
            self,
            codes=indicators_by_dimension(),
            finding=Finding.objects.visible_to(user).in_project(project),
            owner=people_of(project),
        )


class RiskForm(ScenarioForm):
    """A new risk, before anything is done about it."""

    likelihood = step_field(_("Likelihood"), LIKELIHOODS)
    impact = step_field(_("Impact"), IMPACTS)
    review_on = day_field(_("Next review"), days=REVIEW_DAYS)


class ReviewForm(forms.Form):
    """How likely and how grave it is now."""

    expected_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    likelihood = step_field(_("Likelihood"), LIKELIHOODS)
    impact = step_field(_("Impact"), IMPACTS)
    note = long_text(_("Note"), rows=3, required=False)
    review_on = day_field(_("Next review"), days=REVIEW_DAYS)


class TreatForm(forms.Form):
    """What remains once every measure is done."""

    expected_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    likelihood = step_field(_("Likelihood that remains"), LIKELIHOODS)
    impact = step_field(_("Impact that remains"), IMPACTS)
    note = long_text(_("Note"), rows=3, required=False)


class MeasureForm(forms.Form):
    """What will be done, by whom, until when."""

    text = long_text(_("What is to be done"), rows=3)
    owner = forms.ModelChoiceField(label=_("Who does it"), queryset=User.objects.none())
    due = day_field(_("Due"), days=30)

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, owner=people_of(project))


class DoneForm(forms.Form):
    """What was done."""

    note = long_text(_("What was done"))


class AcceptForm(forms.Form):
    """Why somebody lives with it, and until when."""

    expected_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reasons = long_text(_("Reasons"))
    until = day_field(_("Until"), days=180)


class CloseForm(forms.Form):
    """Why it is over."""

    expected_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reasons = long_text(_("Reasons"))


class ReopenForm(CloseForm):
    """Why it is open again, and when to look again."""

    review_on = day_field(_("Next review"), days=30)


class RegisterFilterForm(forms.Form):
    """What is looked for."""

    hide_optional = True
    q = forms.CharField(label=_("Words"), max_length=100, required=False)
    status = forms.ChoiceField(
        label=_("Status"), choices=[*ANY, *RiskEntry.Status.choices], required=False
    )
    level = forms.ChoiceField(
        label=_("Level"),
        choices=[*ANY, *((code, label) for _least, code, label in BORDERS)],
        required=False,
    )
    indicator = forms.CharField(label=_("Indicator"), max_length=10, required=False)
    place = forms.RegexField(regex="^[1-5]{2}$", required=False, widget=forms.HiddenInput)
    due = forms.BooleanField(label=_("Review is due"), required=False)
