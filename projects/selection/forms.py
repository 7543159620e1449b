"""What people type in operation mode selection."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from egov_outsource.accounts.models import Organisation
from egov_outsource.forms import offer
from projects.forms import CURRENCIES, VersionedForm
from projects.models import Project
from projects.selection.criteria import CRITERIA
from projects.selection.models import Alternative, Bid, Tender

MODES = [choice for choice in Project.Mode.choices if choice[0]]
CRITERION_ROWS = 8


def money(label: Any, **more: Any) -> forms.DecimalField:
    """A field for an amount that is not negative."""
    return forms.DecimalField(
        label=label, max_digits=18, decimal_places=2, min_value=Decimal(0), **more
    )


def words(label: Any, *, rows: int = 4, **more: Any) -> forms.CharField:
    """A field for a longer text."""
    return forms.CharField(
        label=label, max_length=20000, widget=forms.Textarea(attrs={"rows": rows}), **more
    )


class AlternativeForm(forms.Form):
    """A way to run the project."""

    mode = forms.ChoiceField(label=_("Operation mode"), choices=MODES)
    title = forms.CharField(label=_("Alternative"), max_length=300)
    description = words(_("Description"), required=False)
    whole_life_cost = money(_("Whole-life cost"), required=False)


class ScoresForm(forms.Form):
    """A judge's scores of one alternative."""

    note = forms.CharField(label=_("Note"), max_length=500, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, criterion in CRITERIA.items():
            self.fields[code] = forms.DecimalField(
                label=str(criterion.label),
                help_text=str(criterion.help),
                min_value=Decimal(0),
                max_value=Decimal(10),
                max_digits=4,
                decimal_places=2,
            )
        self.order_fields([*CRITERIA, "note"])


class ProposalForm(forms.Form):
    """The proposed alternative with reasons."""

    alternative = forms.ModelChoiceField(
        label=_("Alternative"), queryset=Alternative.objects.none(), empty_label=_("Choose")
    )
    reasons = words(
        _("Reasons"),
        help_text=_("If it is not the highest ranked: why it is chosen all the same."),
    )
    market_suppliers = forms.IntegerField(
        label=_("Qualified independent suppliers found"),
        min_value=0,
        max_value=30000,
        required=False,
    )

    def __init__(self, *args: Any, alternatives: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, alternative=alternatives)


class DecisionForm(VersionedForm):
    """Approve or return, with a note."""

    approve = forms.TypedChoiceField(
        label=_("Decision"),
        choices=[("yes", _("Approve")), ("no", _("Return"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    note = words(_("Note"), required=False, help_text=_("Needed when you return it."))


class TenderForm(VersionedForm):
    """The terms of a tender; criteria stand in a table below."""

    reference = forms.CharField(label=_("Reference"), max_length=200)
    title = forms.CharField(label=_("Title"), max_length=1000)
    title_zh = forms.CharField(label=_("Title in Chinese"), max_length=1000, required=False)
    description = words(_("Description"), rows=6, required=False)
    method = forms.ChoiceField(label=_("Procedure"), choices=Tender.Method.choices)
    method_rationale = words(
        _("Reason for a limited procedure"),
        rows=3,
        required=False,
        help_text=_("Needed for limited and direct procedures; it is published."),
    )
    value = money(_("Price ceiling"), required=False)
    currency = forms.ChoiceField(
        label=_("Currency"), choices=[(code, code) for code in CURRENCIES], initial="CNY"
    )
    period_start = forms.DateTimeField(
        label=_("Bids from"), widget=forms.DateTimeInput, required=False
    )
    period_end = forms.DateTimeField(
        label=_("Bids until"), widget=forms.DateTimeInput, required=False
    )
    short_period_reason = words(_("Reason for a shorter bidding period"), rows=3, required=False)


class CriterionForm(forms.Form):
    """One evaluation criterion; an empty row is left out."""

    title = forms.CharField(label=_("Criterion"), max_length=300, required=False)
    weight = forms.DecimalField(
        label=_("Weight"),
        min_value=Decimal(0),
        max_value=Decimal(100),
        max_digits=5,
        decimal_places=2,
        required=False,
    )
    is_price = forms.BooleanField(label=_("Price"), required=False)
    hide_optional = True


CriterionFormSet = forms.formset_factory(CriterionForm, extra=0, max_num=CRITERION_ROWS)


class ReasonsForm(VersionedForm):
    """Why."""

    reasons = words(_("Reasons"))


class PublishForm(VersionedForm):
    """A remark on publication."""

    reasons = words(_("Remark"), required=False)


class ConfirmForm(VersionedForm):
    """Nothing to fill in."""


class PlainConfirmForm(forms.Form):
    """Nothing to fill in, nothing to collide with."""


class BidForm(forms.Form):
    """An offer."""

    bidder = forms.ModelChoiceField(
        label=_("For"), queryset=Organisation.objects.none(), empty_label=None
    )
    amount = money(_("Price"))
    currency = forms.ChoiceField(label=_("Currency"), choices=[(code, code) for code in CURRENCIES])
    summary = words(_("Summary of the offer"), rows=6, required=False)
    replace = forms.BooleanField(
        label=_("Withdraw our earlier bid and replace it with this one"), required=False
    )

    def __init__(self, *args: Any, firms: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, bidder=Organisation.objects.filter(pk__in=[firm.pk for firm in firms]))
        field = self.fields["bidder"]
        field.initial = firms[0] if firms else None


class ReasonForm(forms.Form):
    """Why, if one wants to say."""

    reason = words(_("Reason"), rows=3, required=False)


class EvaluationForm(forms.Form):
    """What the evaluation found."""

    status = forms.ChoiceField(
        label=_("Outcome"),
        choices=[
            (Bid.Status.VALID.value, Bid.Status.VALID.label),
            (Bid.Status.DISQUALIFIED.value, Bid.Status.DISQUALIFIED.label),
        ],
        widget=forms.RadioSelect,
    )
    score = forms.DecimalField(
        label=_("Score"),
        help_text=_("0 to 100; for valid bids."),
        min_value=Decimal(0),
        max_value=Decimal(100),
        max_digits=6,
        decimal_places=2,
        required=False,
    )
    reason = words(_("Reason"), required=False, help_text=_("The bidder reads it after the award."))
    is_price_explained = forms.BooleanField(
        label=_("The bidder's explanation of a low price is accepted"), required=False
    )


class AwardForm(VersionedForm):
    """The winner with reasons."""

    bid = forms.ModelChoiceField(
        label=_("Winner"), queryset=Bid.objects.none(), empty_label=_("Choose")
    )
    reasons = words(_("Reasons"))

    def __init__(self, *args: Any, bids: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, bid=bids)


class ContractForm(VersionedForm):
    """The terms of a contract."""

    reference = forms.CharField(label=_("Reference"), max_length=200)
    title = forms.CharField(label=_("Title"), max_length=1000)
    title_zh = forms.CharField(label=_("Title in Chinese"), max_length=1000, required=False)
    value = money(_("Value"))
    currency = forms.ChoiceField(label=_("Currency"), choices=[(code, code) for code in CURRENCIES])
    value_reason = words(_("Why the value differs from the award"), rows=3, required=False)
    build_value = money(_("Of which build"), required=False)
    advance_cap = forms.DecimalField(
        label=_("Share that may be paid before acceptance"),
        help_text=_("Between 0 and 1."),
        min_value=Decimal(0),
        max_value=Decimal(1),
        max_digits=4,
        decimal_places=3,
        required=False,
    )
    start_date = forms.DateField(label=_("Start"), widget=forms.DateInput, required=False)
    end_date = forms.DateField(label=_("End"), widget=forms.DateInput, required=False)


class ClauseForm(VersionedForm):
    """Where a clause stands and how it reads."""

    is_present = forms.BooleanField(label=_("The clause is in the contract"), required=False)
    position = forms.CharField(label=_("Where"), max_length=100, required=False)
    text = words(_("Wording"), rows=8, required=False)


class SignForm(VersionedForm):
    """A remark on signature."""

    reasons = words(_("Remark"), rows=3, required=False)


class EndForm(VersionedForm):
    """When and why a contract ends."""

    ended_on = forms.DateField(label=_("Ended on"), widget=forms.DateInput)
    reasons = words(_("Reasons"))


class TenderFilterForm(forms.Form):
    """Search in notices."""

    hide_optional = True
    q = forms.CharField(label=_("Search"), max_length=200, required=False)
    method = forms.ChoiceField(
        label=_("Procedure"), choices=[("", _("All")), *Tender.Method.choices], required=False
    )
    state = forms.ChoiceField(
        label=_("State"),
        choices=[
            ("", _("All")),
            ("open", _("Open for bids")),
            ("closed", _("Bidding closed")),
            ("awarded", _("Awarded")),
            ("cancelled", _("Cancelled")),
        ],
        required=False,
    )
