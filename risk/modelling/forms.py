"""Forms of the versions of the risk model."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egov_outsource.accounts.models import User
from egov_outsource.forms import offer
from risk.definitions.wording import DIMENSIONS
from risk.modelling.ahp import PAIRS, SCALE
from risk.modelling.in_force import version_on
from risk.modelling.parameters import EDGES, POWERS
from risk.modelling.words import HINTS, PARAMETERS, scale_text
from risk.modelling.words import STAGES as STAGE_NAMES
from risk.models import ModelVersion
from risk.scoring import STAGES, Model

SINGLE = (
    *POWERS,
    "flag_strength",
    "guard_gap",
    "guard_coverage",
    "band_coverage",
    "band_margin",
    "low_ceiling",
)


class Numbers(forms.CharField):
    """So many numbers with commas between them."""

    def __init__(self, count: int, **options: Any) -> None:
        super().__init__(**options)
        self.count = count

    def to_python(self, value: Any) -> Any:
        """The numbers as a list."""
        text = super().to_python(value) or ""
        try:
            found = [float(part) for part in text.replace("，", ",").split(",") if part.strip()]
        except ValueError:
            found = []
        if text and len(found) != self.count:
            raise forms.ValidationError(
                _("Write %(count)d numbers with commas between them."),
                params={"count": self.count},
            )
        return found

    def prepare_value(self, value: Any) -> Any:
        """A list as it is typed."""
        return ", ".join(f"{one:g}" for one in value) if isinstance(value, list) else value


class DraftModelForm(forms.Form):
    """Number and reasons of a new draft."""

    semver = forms.CharField(
        label=_("Version"),
        max_length=20,
        help_text=_(
            "First number: an indicator goes or means another thing. Second: something new, or"
            " another threshold, weight or parameter. Third: words only."
        ),
    )
    reasons = forms.CharField(
        label=_("What changes and why"), max_length=4000, widget=forms.Textarea({"rows": 4})
    )


class ChangeModelForm(DraftModelForm):
    """All parameters of a draft but the weights, which follow from the judgements."""

    expected_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in SINGLE:
            kind = forms.IntegerField if name in POWERS else forms.FloatField
            self.fields[name] = kind(
                label=str(PARAMETERS[name]), help_text=str(HINTS.get(name, ""))
            )
        self.fields["band_edges"] = Numbers(
            EDGES, label=PARAMETERS["band_edges"], help_text=HINTS["band_edges"]
        )
        for stage in STAGES:
            self.fields[f"relevance_{stage}"] = Numbers(
                len(DIMENSIONS),
                label=_("Relevance while %(stage)s leads") % {"stage": STAGE_NAMES[stage]},
                help_text=", ".join(str(name) for name in DIMENSIONS.values()),
            )

    @staticmethod
    def initial_of(version: ModelVersion) -> dict[str, Any]:
        """The draft as it stands."""
        parameters = version.parameters
        rows = zip(STAGES, parameters["relevance"], strict=True)
        return {
            "semver": version.semver,
            "reasons": version.reasons,
            "expected_version": version.version,
            "band_edges": parameters["band_edges"],
            **{name: parameters[name] for name in SINGLE},
            **{f"relevance_{stage}": row for stage, row in rows},
        }

    def arguments(self) -> dict[str, Any]:
        """What the action takes."""
        given = self.cleaned_data
        parameters = {name: given[name] for name in (*SINGLE, "band_edges")}
        parameters["relevance"] = [given[f"relevance_{stage}"] for stage in STAGES]
        kept = ("semver", "reasons", "expected_version")
        return {name: given[name] for name in kept} | {"parameters": parameters}


class JudgementForm(forms.Form):
    """One expert's comparison of the dimensions, two at a time."""

    judge = forms.CharField(label=_("Name of the expert"), max_length=200)
    standing = forms.CharField(label=_("Office or expertise"), max_length=300, required=False)
    expected_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for first, second in PAIRS:
            one, other = str(DIMENSIONS[first]), str(DIMENSIONS[second])
            name = f"pair_{first.value}{second.value}"
            self.fields[name] = forms.TypedChoiceField(
                label=_("Which matters more: %(first)s or %(second)s?")
                % {"first": one, "second": other},
                coerce=int,
                initial=1,
            )
            choices = [(value, scale_text(value, one, other)) for value in SCALE]
            offer(self, **{name: choices})

    def arguments(self) -> dict[str, Any]:
        """What the action takes."""
        given = self.cleaned_data
        values = [given[f"pair_{first.value}{second.value}"] for first, second in PAIRS]
        kept = ("judge", "standing", "expected_version")
        return {name: given[name] for name in kept} | {"values": values}


class VersionForm(forms.Form):
    """A deed on a draft as it was read."""

    expected_version = forms.IntegerField(widget=forms.HiddenInput)


class PublishModelForm(VersionForm):
    """From when on, and why inconsistent judgements are used."""

    valid_from = forms.DateField(
        label=_("Valid from"), widget=forms.DateInput, initial=timezone.localdate
    )
    inconsistency_reasons = forms.CharField(
        label=_("Why inconsistent judgements are used"),
        help_text=_("Only where the consistency ratio is above 0.1."),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )


class UnderForm(forms.Form):
    """Under which version a history is replayed; the one in force unless another is chosen."""

    hide_optional = True
    under = forms.ModelChoiceField(
        label=_("Model for the second history"),
        queryset=ModelVersion.objects.none(),
        required=False,
        empty_label=_("In force"),
    )

    def __init__(self, data: Any, user: User) -> None:
        super().__init__(data)
        offer(self, under=ModelVersion.objects.visible_to(user))

    def model(self) -> Model:
        """The parameters that were chosen."""
        chosen = self.cleaned_data.get("under") if self.is_valid() else None
        return chosen.as_model() if chosen else version_on(timezone.localdate())


class CompareForm(forms.Form):
    """Which two versions."""

    before = forms.ModelChoiceField(label=_("Before"), queryset=ModelVersion.objects.none())
    after = forms.ModelChoiceField(label=_("After"), queryset=ModelVersion.objects.none())

    def __init__(self, data: Any, offered: Any) -> None:
        super().__init__(data)
        offer(self, before=offered, after=offered)
