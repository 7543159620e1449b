"""What people type about scores: answers, responses, overrides."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from audit.evidence.models import Document
from egov_outsource.accounts.models import User
from egov_outsource.forms import PickSeveral, offer
from risk.models import ScoreAnswer, ScoreNotice

LONGEST = 20_000
MOST_DOCUMENTS = 200
OUTCOMES = [choice for choice in ScoreAnswer.Outcome.choices if choice[0]]


def long_text(label: Any, *, rows: int = 4, **more: Any) -> forms.CharField:
    """A text of several lines."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, widget=widget, max_length=LONGEST, **more)


class AnswerForm(forms.Form):
    """The answer of a contractor."""

    text = long_text(
        _("Your answer"),
        rows=8,
        help_text=_(
            "What the number leaves out, what is wrong in the facts, what you do about it."
        ),
    )
    evidence = forms.ModelMultipleChoiceField(
        label=_("Evidence"),
        queryset=Document.objects.none(),
        required=False,
        widget=PickSeveral,
        help_text=_("Files that you handed in under Documents."),
    )

    def __init__(self, *args: Any, notice: ScoreNotice, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        files = Document.objects.visible_to(user).filter(project=notice.project_id)
        newest = files.order_by("-pk").values("pk")[:MOST_DOCUMENTS]
        offer(self, evidence=Document.objects.visible_to(user).filter(pk__in=newest))


class ResponseForm(forms.Form):
    """What becomes of an answer."""

    outcome = forms.ChoiceField(label=_("Outcome"), choices=OUTCOMES, widget=forms.RadioSelect)
    response = long_text(
        _("Response"),
        help_text=_("If accepted: what will be corrected, and where. If not: the reasons."),
    )


class ReasonsForm(forms.Form):
    """Why."""

    reasons = long_text(_("Reasons"))


class AskOverrideForm(forms.Form):
    """Another score."""

    score = forms.FloatField(
        label=_("Score"),
        min_value=0,
        max_value=100,
        help_text=_("0 is best, 100 is worst. The computed score stays and is shown beside it."),
    )
    reasons = long_text(_("Reasons"))


class SetOverrideForm(forms.Form):
    """Until when another score is shown."""

    ends_on = forms.DateField(
        label=_("Until"),
        widget=forms.DateInput,
        help_text=_("At most 30 days from today; then it ends by itself."),
    )
    reasons = long_text(_("Reasons"))
