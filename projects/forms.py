"""What people type about projects."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egov_outsource.accounts.models import Membership, Organisation, User
from egov_outsource.forms import offer
from projects.models import Agency, Allocation, Decision, Project
from projects.rights import DECISION_POINTS, Holder
from projects.roles import Capacity

CURRENCIES = ("CNY", "USD", "EUR", "GBP", "JPY", "MXN", "UAH", "MDL", "PYG", "NGN", "CAD", "AUD")


class VersionedForm(forms.Form):
    """A form that knows which version it was opened on."""

    expected_version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ParticularsForm(VersionedForm):
    """What a project is about, what it may cost and how long it takes."""

    title = forms.CharField(label=_("Title"), max_length=500)
    title_zh = forms.CharField(label=_("Title in Chinese"), max_length=500, required=False)
    summary = forms.CharField(
        label=_("Summary"),
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
        help_text=_("What the project is for, in a few sentences."),
    )
    budget = forms.DecimalField(
        label=_("Budget"), max_digits=18, decimal_places=2, min_value=Decimal(0), required=False
    )
    reference_cost = forms.DecimalField(
        label=_("Reference-class median"),
        help_text=_("What comparable projects cost; at least five of them."),
        max_digits=18,
        decimal_places=2,
        min_value=Decimal(0),
        required=False,
    )
    currency = forms.ChoiceField(
        label=_("Currency"), choices=[(code, code) for code in CURRENCIES], initial="CNY"
    )
    start_date = forms.DateField(label=_("Start"), widget=forms.DateInput, required=False)
    end_date = forms.DateField(label=_("Planned end"), widget=forms.DateInput, required=False)


class RegisterProjectForm(ParticularsForm):
    """A new project of an agency."""

    agency = forms.ModelChoiceField(label=_("Owner agency"), queryset=Agency.objects.none())
    reference = forms.CharField(
        label=_("Reference"), max_length=80, help_text=_("Unique within the agency.")
    )
    field_order = ("agency", "reference", "title", "title_zh")

    def __init__(self, *args: Any, agencies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, agency=agencies)
        field = self.fields["agency"]
        if agencies.count() == 1:
            field.initial = agencies.first()


class ClassifyForm(VersionedForm):
    """Data classification and protection level."""

    classification = forms.ChoiceField(
        label=_("Data classification"), choices=Project.Classification.choices
    )
    mlps_level = forms.TypedChoiceField(
        label=_("Protection level (MLPS)"),
        coerce=int,
        choices=[(level, str(level)) for level in range(1, 6)],
    )
    reasons = forms.CharField(label=_("Reasons"), widget=forms.Textarea(attrs={"rows": 4}))


class AppointForm(forms.Form):
    """A third party's part in a project."""

    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=Organisation.objects.filter(kind=Organisation.Kind.THIRD_PARTY, is_active=True),
    )
    capacity = forms.ChoiceField(
        label=_("Capacity"),
        choices=[(c.value, c.label) for c in Capacity if c.kind == "third_party"],
    )
    purpose = forms.CharField(label=_("Purpose"), max_length=300)
    valid_from = forms.DateTimeField(
        label=_("From"), widget=forms.DateTimeInput, initial=timezone.now
    )
    valid_to = forms.DateTimeField(label=_("To"), widget=forms.DateTimeInput)
    fee = forms.DecimalField(
        label=_("Fee"), max_digits=18, decimal_places=2, min_value=Decimal(0), required=False
    )
    is_independent = forms.BooleanField(
        label=_("Independence from the contractor is declared in writing"), required=False
    )


class EndEngagementForm(forms.Form):
    """Why an engagement ends early."""

    reason = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


# contracts stand above the spine: their clauses are known to it by the reference alone
CLAUSES: Any = Allocation._meta.get_field("clause").remote_field.model
PART: dict[str, Any] = {
    "min_value": Decimal(0),
    "max_value": Decimal(1),
    "decimal_places": 3,
    "required": False,
}


class ClauseField(forms.ModelChoiceField):
    """A clause by what it is about."""

    def label_from_instance(self, obj: Any) -> str:
        """Its name and place."""
        return str(obj.label)


class AllocationForm(forms.Form):
    """The declared shares of one decision point."""

    mode = forms.ChoiceField(
        label=_("How"),
        choices=Allocation.Mode.choices,
        help_text=_(
            "Alone or after consultation counts 1; with consent .75 and .25; jointly or with "
            "deemed consent half each."
        ),
    )
    decider = forms.ChoiceField(
        label=_("Who decides"), choices=[("", "—"), *Allocation.HolderKind.choices], required=False
    )
    partner = forms.ChoiceField(
        label=_("Together with, or with the consent of"),
        choices=[("", "—"), *Allocation.HolderKind.choices],
        required=False,
    )
    deemed_days = forms.IntegerField(
        label=_("Consent is deemed after (days)"), min_value=1, max_value=365, required=False
    )
    government = forms.DecimalField(label=_("Agreed part of government"), **PART)
    third_party = forms.DecimalField(label=_("Agreed part of the third party"), **PART)
    contractor = forms.DecimalField(
        label=_("Agreed part of the contractor"),
        help_text=_("Parts from 0 to 1, only where a joint decision is not shared half and half."),
        **PART,
    )
    accountable = forms.ModelChoiceField(
        label=_("Accountable person"), queryset=User.objects.none(), required=False
    )
    clause = ClauseField(label=_("Clause"), queryset=Decision.objects.none(), required=False)
    decision = forms.ModelChoiceField(
        label=_("Decision"), queryset=Decision.objects.none(), required=False
    )
    basis = forms.CharField(
        label=_("Basis in words"),
        max_length=200,
        required=False,
        help_text=_("Needed where neither a clause nor a decision is named."),
    )

    def __init__(self, *args: Any, project: Project, point: str, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.point = DECISION_POINTS[point]
        rows: dict[str, Any] = {"clause": CLAUSES, "decision": Decision}
        for name, model in rows.items():
            offer(self, **{name: model.objects.visible_to(user).in_project(project)})
        people = Membership.objects.in_force().filter(organisation=project.owner_id)
        offer(self, accountable=User.objects.filter(pk__in=people.values("user")))

    @property
    def shares(self) -> dict[str, Decimal] | None:
        """The agreed parts by holder; None when the way of deciding says it all."""
        names = (
            (Holder.GOVERNMENT, "government"),
            (Holder.THIRD_PARTY, "third_party"),
            (Holder.CONTRACTOR, "contractor"),
        )
        parts = {holder.value: self.cleaned_data[name] for holder, name in names}
        if self.cleaned_data["decider"] or not any(parts.values()):
            return None
        return {holder: part or Decimal(0) for holder, part in parts.items()}
