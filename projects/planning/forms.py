"""What people type about plans."""

from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from egov_outsource.accounts.models import Organisation, User
from projects.forms import VersionedForm
from projects.planning.models import Requirement
from projects.planning.requirements import MOST_SIZE


class DrafterField(forms.CharField):
    """Another organisation, by its name or its number in a register."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Drafted by another organisation"),
            help_text=_(
                "Name or register number of a consultant or supplier who wrote this text. Leave"
                " it empty when your own organisation did."
            ),
            required=False,
            max_length=300,
            **kwargs,
        )


class DraftedForm(VersionedForm):
    """A form that says who drafted the text."""

    user: User

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def drafter(self, name: str) -> Organisation | None:
        """The one organisation of the register that is meant."""
        text = self.cleaned_data.get(name, "").strip()
        if not text:
            return None
        exact = Q(name__iexact=text) | Q(name_zh__iexact=text) | Q(identifiers__value__iexact=text)
        found = list(Organisation.objects.visible_to(self.user).filter(exact).distinct()[:2])
        if len(found) != 1:
            raise forms.ValidationError(
                _("No single organisation has this name or number. Write it as in the register.")
            )
        return found[0]


class WriteItemForm(DraftedForm):
    """The text of a plan item."""

    content = forms.CharField(
        label=_("Content"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 14})
    )
    drafted_by = DrafterField()

    def clean_drafted_by(self) -> Organisation | None:
        """As an organisation."""
        return self.drafter("drafted_by")


class ReasonsForm(VersionedForm):
    """A decision that needs reasons."""

    reasons = forms.CharField(
        label=_("Reasons"), max_length=1000, widget=forms.Textarea(attrs={"rows": 5})
    )


class CommentForm(forms.Form):
    """A decision that may be commented."""

    reasons = forms.CharField(
        label=_("Comment"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class OptionalReasonsForm(CommentForm, VersionedForm):
    """A decision on a row, opened on a version, that may be commented."""


class RequirementForm(DraftedForm):
    """A requirement and how it will be judged."""

    number = forms.CharField(
        label=_("Number"),
        max_length=30,
        required=False,
        help_text=_("Leave it empty to get the next one."),
    )
    text = forms.CharField(
        label=_("Requirement"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )
    kind = forms.ChoiceField(label=_("Type"), choices=Requirement.Kind.choices)
    priority = forms.ChoiceField(label=_("Priority"), choices=Requirement.Priority.choices)
    criterion = forms.CharField(
        label=_("Acceptance criterion"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What must be seen for this to be fulfilled."),
    )
    test_method = forms.CharField(
        label=_("Test method"),
        max_length=500,
        required=False,
        help_text=_("How somebody finds out. Without both, it cannot be verified."),
    )
    size = forms.DecimalField(
        label=_("Size"),
        initial=1,
        min_value=Decimal("0.01"),
        max_value=MOST_SIZE,
        decimal_places=2,
        help_text=_("In the unit in which you count scope, such as function points."),
    )
    source = forms.CharField(
        label=_("Source"),
        max_length=300,
        required=False,
        help_text=_("Who asked for it: a department, a law, a survey."),
    )
    author_organisation = DrafterField()

    def clean_author_organisation(self) -> Organisation | None:
        """As an organisation."""
        return self.drafter("author_organisation")


class ChangeRequirementForm(RequirementForm):
    """A changed requirement; in the baseline with reasons."""

    reasons = forms.CharField(
        label=_("Reasons"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Required when the requirement is in the baseline."),
    )


class ImportForm(forms.Form):
    """A CSV file of requirements."""

    file = forms.FileField(
        label=_("CSV file"),
        help_text=_(
            "Columns: number, text, kind, priority, criterion, test_method, size, source."
            " At most 2,000 lines and 2 MB. All lines are imported or none."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv", "data-limit-mb": "2"}),
    )


class ObjectiveForm(VersionedForm):
    """What the project is for, measured."""

    title = forms.CharField(label=_("Objective"), max_length=300)
    measure = forms.CharField(label=_("Measure"), max_length=300, required=False)
    unit = forms.CharField(label=_("Unit"), max_length=40, required=False)
    baseline = forms.DecimalField(
        label=_("Baseline"), max_digits=18, decimal_places=4, required=False
    )
    target = forms.DecimalField(label=_("Target"), max_digits=18, decimal_places=4, required=False)
    actual = forms.DecimalField(
        label=_("Reached"),
        max_digits=18,
        decimal_places=4,
        required=False,
        help_text=_("What was measured last; can be noted after gate G1 too."),
    )
    method = forms.CharField(label=_("How it is measured"), max_length=500, required=False)
    owner = forms.CharField(label=_("Owner"), max_length=150, required=False)
    weight = forms.DecimalField(
        label=_("Weight"),
        initial=1,
        min_value=Decimal("0.01"),
        max_value=Decimal(1000),
        decimal_places=2,
    )


class RequirementFilterForm(forms.Form):
    """How the list of requirements is narrowed."""

    hide_optional = True

    q = forms.CharField(label=_("Number or text"), required=False, max_length=200)
    priority = forms.ChoiceField(
        label=_("Priority"),
        required=False,
        choices=[("", _("All")), *Requirement.Priority.choices],
    )
    kind = forms.ChoiceField(
        label=_("Type"), required=False, choices=[("", _("All")), *Requirement.Kind.choices]
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("All that stand")),
            ("unverifiable", _("Not verifiable")),
            ("new", _("Not in the baseline")),
            ("baseline", _("In the baseline")),
            ("withdrawn", _("Withdrawn")),
        ],
    )
