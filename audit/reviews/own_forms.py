"""Forms of what auditors keep for themselves: samples and working papers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from audit.reviews.actions.draw_sample import MOST
from audit.reviews.forms import LONGEST, EvidenceMixin
from audit.reviews.models import AuditFinding, Review, Sample, SampleItem, Workpaper
from egov_outsource.accounts.models import User
from egov_outsource.forms import offer


class DrawSampleForm(forms.Form):
    """What is drawn from what, and how."""

    purpose = forms.CharField(label=_("What the sample is for"), max_length=300)
    population_kind = forms.ChoiceField(
        label=_("Draw from"), choices=Sample.Population.choices, widget=forms.RadioSelect
    )
    from_day = forms.DateField(label=_("From"), required=False, widget=forms.DateInput)
    until_day = forms.DateField(label=_("Until"), required=False, widget=forms.DateInput)
    method = forms.ChoiceField(
        label=_("Method"),
        choices=Sample.Method.choices,
        widget=forms.RadioSelect,
        help_text=_("Monetary unit and strata need amounts: for payments only."),
    )
    size = forms.IntegerField(label=_("Size"), min_value=1, max_value=MOST)
    seed = forms.CharField(
        label=_("Seed"),
        required=False,
        max_length=64,
        help_text=_("Leave it empty, and one is made. It is kept: the same seed draws the same."),
    )


class ExamineItemForm(forms.Form):
    """What looking at a record showed."""

    outcome = forms.ChoiceField(
        label=_("Result"),
        choices=[
            (state.value, state.label)
            for state in SampleItem.Status
            if state != SampleItem.Status.PENDING
        ],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Needed unless there is no exception."),
    )
    workpaper = forms.ModelChoiceField(
        label=_("Working paper"), queryset=Workpaper.objects.none(), required=False
    )
    expected_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, review: Review, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, workpaper=Workpaper.objects.visible_to(user).filter(review=review))


class WorkpaperForm(EvidenceMixin):
    """An auditor's notes."""

    title = forms.CharField(label=_("Working paper"), max_length=300)
    text = forms.CharField(
        label=_("Notes"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 10})
    )
    finding = forms.ModelChoiceField(
        label=_("Audit finding"), queryset=AuditFinding.objects.none(), required=False
    )
    field_order = ("title", "text", "finding", "evidence")

    def __init__(self, *args: Any, review: Review, user: User, **kwargs: Any) -> None:
        super().__init__(*args, review=review, user=user, **kwargs)
        offer(self, finding=AuditFinding.objects.visible_to(user).filter(review=review))


class ChangeWorkpaperForm(WorkpaperForm):
    """A paper that somebody else may be changing too."""

    expected_version = forms.IntegerField(widget=forms.HiddenInput)
