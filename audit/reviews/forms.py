"""Forms of audit work."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from audit.evidence.models import Document
from audit.reviews.findings import addressees
from audit.reviews.models import AuditFinding, Review
from egov_outsource.accounts.models import Organisation, User
from egov_outsource.forms import PickSeveral, offer
from projects.supervision.models import Payment

LONGEST = 20_000


def _text(label: Any, *, rows: int = 4, required: bool = True, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LONGEST,
        required=required,
        widget=forms.Textarea(attrs={"rows": rows}),
        **more,
    )


def documents_of(review: Review, user: User) -> Any:
    """Documents of the audited project that `user` sees."""
    return Document.objects.visible_to(user).filter(project=review.project)


class OpenReviewForm(forms.Form):
    """What will be audited, and how."""

    title = forms.CharField(label=_("Audit"), max_length=300)
    scope = _text(_("Scope"), help_text=_("What is audited, and what is not."))
    criteria = _text(_("Criteria"), help_text=_("The rules and agreements you judge by."))
    period_start = forms.DateField(label=_("Audited from"), required=False, widget=forms.DateInput)
    period_end = forms.DateField(label=_("Audited until"), required=False, widget=forms.DateInput)
    team = forms.ModelMultipleChoiceField(
        label=_("Team"),
        queryset=User.objects.none(),
        required=False,
        widget=PickSeveral,
        help_text=_("Auditors of your organisation beside yourself."),
    )
    plan = _text(
        _("Audit plan"),
        rows=8,
        help_text=_("What will be looked at, when, whom you will ask. The audited read it."),
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, team=people)


class FindingForm(forms.Form):
    """A finding in the order in which auditors think."""

    title = forms.CharField(label=_("Audit finding"), max_length=300)
    severity = forms.ChoiceField(
        label=_("Severity"), choices=AuditFinding.Severity.choices, initial="medium"
    )
    category = forms.ChoiceField(label=_("Category"), choices=AuditFinding.Category.choices)
    criterion = _text(_("Criterion"), help_text=_("What should be: the rule or the agreement."))
    condition = _text(_("Condition found"), help_text=_("What is: what you found."))
    cause = _text(_("Cause"), required=False, help_text=_("Why it came to this."))
    effect = _text(_("Effect"), required=False, help_text=_("What follows, or may follow."))
    recommendation = _text(_("Recommendation"), required=False)
    evidence = forms.ModelMultipleChoiceField(
        label=_("Evidence"),
        queryset=Document.objects.none(),
        required=False,
        widget=PickSeveral,
        help_text=_("Documents of this project; at least one before the finding is issued."),
    )
    payment = forms.ModelChoiceField(
        label=_("Payment that it is about"),
        queryset=Payment.objects.none(),
        required=False,
    )
    addressee = forms.ModelChoiceField(
        label=_("Addressed to"), queryset=Organisation.objects.none()
    )
    due = forms.DateField(label=_("Answer due"), widget=forms.DateInput)

    def __init__(self, *args: Any, review: Review, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(
            self,
            evidence=documents_of(review, user),
            addressee=addressees(review.project),
            payment=Payment.objects.visible_to(user).filter(project=review.project),
        )


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
        help_text=_("What you say to it; if you disagree, why."),
    )
    agreement = forms.ChoiceField(
        label=_("Do you agree?"),
        choices=AuditFinding.Agreement.choices,
        widget=forms.RadioSelect,
    )
    planned_measure = _text(
        _("Planned measure"), required=False, help_text=_("Needed if you agree, also in part.")
    )
    measure_due = forms.DateField(label=_("Measure due"), required=False, widget=forms.DateInput)


class EvidenceMixin(forms.Form):
    """A form that offers the documents that the person sees."""

    evidence = forms.ModelMultipleChoiceField(
        label=_("Evidence"),
        queryset=Document.objects.none(),
        required=False,
        widget=PickSeveral,
    )

    def __init__(self, *args: Any, review: Review, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, evidence=documents_of(review, user))


class EliminationForm(EvidenceMixin, VersionForm):
    """What was done about a finding."""

    done = _text(_("What was done"), rows=6)
    done_on = forms.DateField(label=_("Done on"), widget=forms.DateInput)


class AnswerForm(EvidenceMixin, VersionForm):
    """The answer to a question."""

    answer = _text(_("Answer"), rows=6)


class QuestionForm(EvidenceMixin):
    """A question."""

    title = forms.CharField(label=_("Question"), max_length=300)
    text = _text(_("What is asked"), rows=6)
    addressee = forms.ModelChoiceField(
        label=_("Addressed to"), queryset=Organisation.objects.none()
    )
    due = forms.DateField(label=_("Answer due"), widget=forms.DateInput)
    field_order = ("title", "text", "addressee", "due", "evidence")

    def __init__(self, *args: Any, review: Review, user: User, **kwargs: Any) -> None:
        super().__init__(*args, review=review, user=user, **kwargs)
        offer(self, addressee=addressees(review.project))


class ChangeQuestionForm(QuestionForm):
    """A draft that somebody else may be changing too."""

    expected_version = forms.IntegerField(widget=forms.HiddenInput)


class RevisePlanForm(OpenReviewForm):
    """An announced plan, and why it changes."""

    reason = _text(_("Reason of the revision"))
    expected_version = forms.IntegerField(widget=forms.HiddenInput)


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
