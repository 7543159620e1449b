"""Pages on which somebody does something in prosecution."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from contractors.models import Rating
from egov_outsource.pages import ActionView
from projects.models import Project
from projects.prosecution import forms
from projects.prosecution.actions.add_obligation import add_obligation
from projects.prosecution.actions.comment_rating import comment_rating, require_rated
from projects.prosecution.actions.decide_remedy import decide_remedy
from projects.prosecution.actions.finalise_rating import finalise_rating
from projects.prosecution.actions.give_notice import give_notice
from projects.prosecution.actions.open_breach import open_breach
from projects.prosecution.actions.rate_contractor import ASPECTS, rate_contractor
from projects.prosecution.actions.respond_breach import require_party, respond_breach
from projects.prosecution.actions.settle_obligation import settle_obligation
from projects.prosecution.actions.waive_obligation import waive_obligation
from projects.prosecution.models import Breach, Obligation
from projects.rights import Right


class ProjectDeed(ActionView):
    """An action on a project whose form offers what is visible in it."""

    model = Project
    right = Right.EDIT_PROSECUTION

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form knows project and person."""
        return {**super().get_form_kwargs(), "project": self.subject, "user": self.user}

    def get_cancel_url(self) -> str:
        """Back to the ledger."""
        return reverse("prosecution:overview", args=[self.subject.pk])


class AddObligationView(ProjectDeed):
    """Officers write down an obligation."""

    form_class = forms.ObligationForm
    action = staticmethod(add_obligation)
    title = _("Add an obligation")
    success_message = _("The obligation is in the ledger.")

    def get_outcome_url(self, outcome: Any) -> str:
        """To the obligation."""
        return reverse("prosecution:obligation", args=[outcome.pk])


class RateContractorView(ProjectDeed):
    """Officers rate a contractor."""

    form_class = forms.RatingForm
    title = _("Rate the contractor")
    lead = _("The contractor has 14 days to comment; then somebody else makes the rating final.")
    submit_label = _("Rate")
    success_message = _("The rating is open for comment.")

    def perform(self, form: Any) -> Rating:
        """Scores by aspect."""
        facts = dict(form.cleaned_data)
        scores = {aspect: facts.pop(aspect) for aspect in ASPECTS}
        return rate_contractor(self.subject, actor=self.user, scores=scores, **facts)

    def get_outcome_url(self, outcome: Any) -> str:
        """To the rating."""
        return reverse("prosecution:rating", args=[outcome.pk])


class RecordDeed(ActionView):
    """An action on one record, back to its page."""

    page: str

    def get_initial(self) -> dict[str, Any]:
        """The version that was read."""
        return {**super().get_initial(), "expected_version": self.subject.version}

    def get_cancel_url(self) -> str:
        """Back to the record."""
        return reverse(self.page, args=[self.subject.pk])

    def get_outcome_url(self, outcome: Any) -> str:
        """Back to the record."""
        return self.get_cancel_url()


class ObligationDeed(RecordDeed):
    """An action on an obligation."""

    model = Obligation
    page = "prosecution:obligation"


class SettleObligationView(ObligationDeed):
    """Officers note that it is met."""

    form_class = forms.SettleForm
    action = staticmethod(settle_obligation)
    right = Right.EDIT_PROSECUTION
    title = _("Note that the obligation is met")
    success_message = _("Noted.")


class WaiveObligationView(ObligationDeed):
    """Leaders waive it."""

    form_class = forms.ReasonsForm
    action = staticmethod(waive_obligation)
    right = Right.X4
    title = _("Waive the obligation")
    warning = _("A waived obligation can no longer be enforced.")
    submit_label = _("Waive")
    success_message = _("The obligation is waived.")


class OpenBreachView(ObligationDeed):
    """Officers open a breach."""

    form_class = forms.BreachForm
    action = staticmethod(open_breach)
    right = Right.EDIT_PROSECUTION
    title = _("Open a breach")
    submit_label = _("Open")
    success_message = _("The breach is open. Give notice next.")

    def get_outcome_url(self, outcome: Any) -> str:
        """To the breach."""
        return reverse("prosecution:breach", args=[outcome.pk])


class BreachDeed(RecordDeed):
    """An action on a breach."""

    model = Breach
    page = "prosecution:breach"


class GiveNoticeView(BreachDeed):
    """Officers give notice."""

    form_class = forms.NoticeForm
    action = staticmethod(give_notice)
    right = Right.EDIT_PROSECUTION
    title = _("Give notice")
    submit_label = _("Give notice")
    success_message = _("Notice is given; the party can answer.")


class RespondBreachView(BreachDeed):
    """The party answers."""

    form_class = forms.ResponseForm
    action = staticmethod(respond_breach)
    title = _("Answer the notice")
    lead = _("Your answer is read before the decision and cannot be changed afterwards.")
    submit_label = _("Answer")
    success_message = _("Your answer is received.")

    def check(self, subject: Breach) -> None:
        """Only for the party that owes."""
        require_party(subject, self.user)


class DecideRemedyView(BreachDeed):
    """Leaders decide."""

    form_class = forms.RemedyForm
    action = staticmethod(decide_remedy)
    right = Right.X4
    title = _("Decide on the breach")
    warning = _("The decision is final and goes into the record.")
    submit_label = _("Decide")
    success_message = _("The breach is decided.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Amounts are in the project's currency."""
        return {**super().get_form_kwargs(), "currency": self.subject.project.currency}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Notice and answer on the left."""
        breach = self.subject
        facts = [
            (_("What happened"), breach.text),
            (_("Notice"), breach.notice),
            (_("To be cured by"), breach.cure_by),
            (_("Response"), breach.response),
        ]
        return super().get_context_data(facts=facts, **kwargs)


class RatingDeed(RecordDeed):
    """An action on a rating."""

    model = Rating
    page = "prosecution:rating"


class CommentRatingView(RatingDeed):
    """The contractor comments."""

    form_class = forms.CommentForm
    action = staticmethod(comment_rating)
    title = _("Comment on the rating")
    lead = _("Your comment stands beside the rating wherever it is shown.")
    success_message = _("Your comment is kept beside the rating.")

    def check(self, subject: Rating) -> None:
        """Only for the rated."""
        require_rated(subject, self.user)


class FinaliseRatingView(RatingDeed):
    """Leaders make it final."""

    form_class = forms.FinaliseForm
    action = staticmethod(finalise_rating)
    right = Right.X5
    title = _("Make the rating final")
    warning = _("A final rating cannot be changed.")
    submit_label = _("Make it final")
    success_message = _("The rating is final.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Rating and comment on the left."""
        rating = self.subject
        facts = [
            (_("Overall"), f"{rating.overall:.1f} / 5"),
            (_("Reasons"), rating.narrative),
            (_("Contractor's comment"), rating.comment),
        ]
        return super().get_context_data(facts=facts, **kwargs)
