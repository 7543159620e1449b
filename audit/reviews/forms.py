"""Forms of audit work."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from audit.evidence.models import Document
from audit.reviews.findings import addressees
from audit.reviews.models import AuditFinding, Review
from egov_outsource.accounts.models import Organisation, User

LONGEST = 20_000


def _text(label: Any, *, rows: int = 4, required: bool = True, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LONGEST,
        required=required,
        widget=forms.Textarea(attrs={"rows": rows}),
        **more,
    )


class OpenReviewForm(forms.Form):
    """What will be audited, and how."""

    title = forms.CharField(label=_("Audit"), max_length=300)
    plan = _text(
        _("Audit plan"),
        rows=8,
        help_text=_("What will be looked at, when, whom you will ask. The audited read it."),
    )


class FindingForm(forms.Form):
    """A finding in the order in which auditors think."""

    title = forms.CharField(label=_("Finding"), max_length=300)
    severity = forms.ChoiceField(
        label=_("Severity"), choices=AuditFinding.Severity.choices, initial="medium"
    )
    criterion = _text(_("Criterion"), help_text=_("What should be: the rule or the agreement."))
    condition = _text(_("Condition found"), help_text=_("What is: what you found."))
    cause = _text(_("Cause"), required=False, help_text=_("Why it came to this."))
    effect = _text(_("Effect"), required=False, help_text=_("What follows, or may follow."))
    recommendation = _text(_("Recommendation"), required=False)
    evidence = forms.ModelMultipleChoiceField(
        label=_("Evidence"),
        queryset=Document.objects.none(),
        required=False,
        help_text=_("Documents of this project; at least one before the finding is issued."),
    )
    addressee = forms.ModelChoiceField(
        label=_("Addressed to"), queryset=Organisation.objects.none()
    )
    due = forms.DateField(label=_("Answer due"), widget=forms.DateInput)

    def __init__(self, *args: Any, review: Review, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        documents = Document.objects.visible_to(user).filter(project=review.project)
        for name, rows in (("evidence", documents), ("addressee", addressees(review.project))):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - as declared above
            field.queryset = rows


class ChangeFindingForm(FindingForm):
    """A draft that somebody else may be changing too."""

    expected_version = forms.IntegerField(widget=forms.HiddenInput)


class VersionForm(forms.Form):
    """Which version one has read."""

    expected_version = forms.IntegerField(widget=forms.HiddenInput)


class RespondForm(VersionForm):
    """The answer of the audited."""

    response = _text(
        _("Answer"),
        rows=8,
        help_text=_("What you do about it, by when; or why you see it differently."),
    )


class ReturnForm(VersionForm):
    """Why an answer is not enough."""

    reason = _text(_("Reason"))


class ResolveForm(VersionForm):
    """How a finding is settled."""

    outcome = forms.ChoiceField(
        label=_("Outcome"),
        choices=[
            (state.value, state.label)
            for state in (AuditFinding.Status.RESOLVED, AuditFinding.Status.ACCEPTED_RISK)
        ],
        widget=forms.RadioSelect,
        initial="resolved",
    )
    resolution = _text(_("What you saw that settles it"))


class WithdrawForm(forms.Form):
    """Why a draft is given up."""

    reason = _text(_("Reason"))


class CloseReviewForm(VersionForm):
    """What the audit came to."""

    conclusion = _text(_("Conclusion"), rows=8)


class FindingFilterForm(forms.Form):
    """Which findings to list."""

    hide_optional = True

    q = forms.CharField(label=_("Search"), required=False, max_length=200)
    status = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=[("", _("All")), ("open", _("Still open")), *AuditFinding.Status.choices],
    )
    severity = forms.ChoiceField(
        label=_("Severity"),
        required=False,
        choices=[("", _("All")), *AuditFinding.Severity.choices],
    )
