"""Pages on which the agency prepares, publishes, opens, evaluates and awards."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from egov_outsource.errors import Refusal
from egov_outsource.pages import ActionView
from projects.models import Project
from projects.rights import Right
from projects.selection.actions.award_tender import award_tender
from projects.selection.actions.cancel_award import cancel_award
from projects.selection.actions.cancel_tender import cancel_tender
from projects.selection.actions.change_tender import change_tender
from projects.selection.actions.draft_tender import draft_tender
from projects.selection.actions.evaluate_bid import evaluate_bid
from projects.selection.actions.open_bids import open_bids
from projects.selection.actions.publish_tender import publish_tender
from projects.selection.forms import (
    CRITERION_ROWS,
    AwardForm,
    ConfirmForm,
    CriterionFormSet,
    EvaluationForm,
    PublishForm,
    ReasonsForm,
    TenderForm,
)
from projects.selection.models import Award, Bid, Tender


class TenderTermsView(ActionView):
    """Terms and a table of criteria in one form."""

    form_class = TenderForm
    right = Right.EDIT_SELECTION
    template_name = "selection/tender_form.html"

    def criteria_initial(self) -> list[dict[str, Any]]:
        """Known criteria, then empty rows."""
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Also the criteria."""
        if "formset" not in kwargs:
            rows = self.criteria_initial()
            empty: list[dict[str, Any]] = [{}] * (CRITERION_ROWS - len(rows))
            kwargs["formset"] = CriterionFormSet(initial=[*rows, *empty], prefix="criteria")
        return super().get_context_data(**kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        """Check the criteria too before acting."""
        self.formset = CriterionFormSet(self.request.POST, prefix="criteria")
        if not self.formset.is_valid():
            return self.form_invalid(form)
        return super().form_valid(form)

    def form_invalid(self, form: Any) -> HttpResponse:
        """Keep the typed criteria."""
        context = self.get_context_data(form=form, formset=self._typed())
        return self.render_to_response(context, status=422)

    def form_refused(self, form: Any, refusal: Refusal) -> HttpResponse:
        """Keep the typed criteria."""
        for name, message in refusal.fields.items():
            form.add_error(name if name in form.fields else None, str(message))
        context = self.get_context_data(form=form, refusal=refusal, formset=self._typed())
        return self.render_to_response(context, status=refusal.status)

    def _typed(self) -> Any:
        return CriterionFormSet(self.request.POST, prefix="criteria")

    def criteria(self) -> list[dict[str, Any]]:
        """The rows that say something."""
        rows = [one.cleaned_data for one in self.formset if one.cleaned_data]
        return [row for row in rows if row["title"] or row["weight"]]

    def terms(self, form: Any) -> tuple[dict[str, Any], int | None]:
        """The form's terms, and the version they are based on."""
        facts = dict(form.cleaned_data)
        version = facts.pop("expected_version")
        return facts, version


class DraftTenderView(TenderTermsView):
    """An officer drafts a tender."""

    model = Project
    title = _("Draft a tender")
    success_message = _("The draft is saved. Another person publishes it.")

    def get_initial(self) -> dict[str, Any]:
        """What the project already says."""
        project = self.subject
        return {
            "title": project.title,
            "title_zh": project.title_zh,
            "value": project.budget,
            "currency": project.currency,
        }

    def perform(self, form: Any) -> Tender:
        """Draft it with its criteria."""
        facts, _version = self.terms(form)
        return draft_tender(self.subject, actor=self.user, terms=facts, criteria=self.criteria())

    def get_cancel_url(self) -> str:
        """The stage's page."""
        return reverse("selection:overview", args=[self.subject.pk])


class ChangeTenderView(TenderTermsView):
    """An officer changes a draft."""

    model = Tender
    title = _("Change the tender")
    success_message = _("The draft is saved.")

    def get_initial(self) -> dict[str, Any]:
        """The present terms."""
        names = TenderForm.base_fields
        values = {n: getattr(self.subject, n) for n in names if hasattr(self.subject, n)}
        return {**values, "expected_version": self.subject.version}

    def criteria_initial(self) -> list[dict[str, Any]]:
        """The present criteria."""
        return list(self.subject.criteria.values("title", "weight", "is_price"))

    def perform(self, form: Any) -> Tender:
        """Change terms and criteria."""
        facts, version = self.terms(form)
        return change_tender(
            self.subject,
            actor=self.user,
            terms=facts,
            criteria=self.criteria(),
            expected_version=version,
        )


class OnTender(ActionView):
    """An action on a tender, based on the version that the person saw."""

    model = Tender

    def get_initial(self) -> dict[str, Any]:
        """The version."""
        return {"expected_version": self.subject.version}

    def get_outcome_url(self, outcome: Any) -> str:
        """Back to the tender."""
        return str(self.subject.get_absolute_url())


class PublishTenderView(OnTender):
    """A leader publishes."""

    form_class = PublishForm
    action = staticmethod(publish_tender)
    right = Right.M2
    title = _("Publish the tender")
    submit_label = _("Publish")
    warning = _("A published tender is not changed any more; it can only be cancelled.")
    success_message = _("The tender is published. Bids are sealed until the deadline.")


class CancelTenderView(OnTender):
    """A leader cancels."""

    form_class = ReasonsForm
    action = staticmethod(cancel_tender)
    right = Right.M2
    title = _("Cancel the tender")
    submit_label = _("Cancel the tender")
    warning = _("Bids that are still sealed will never be opened.")
    success_message = _("The tender is cancelled.")


class OpenBidsView(OnTender):
    """An officer opens the bids."""

    form_class = ConfirmForm
    action = staticmethod(open_bids)
    right = Right.EDIT_SELECTION
    title = _("Open the bids")
    lead = _("All bids are opened at once; the record lists each bidder, time and digest.")
    submit_label = _("Open the bids")
    success_message = _("The bids are open. Evaluate each of them.")


class EvaluateBidView(ActionView):
    """An officer evaluates a bid."""

    model = Bid
    form_class = EvaluationForm
    action = staticmethod(evaluate_bid)
    right = Right.EDIT_SELECTION
    title = _("Evaluate a bid")
    success_message = _("The evaluation is saved.")

    def get_initial(self) -> dict[str, Any]:
        """An earlier evaluation."""
        bid = self.subject
        return {
            "status": bid.status if bid.evaluated_at else None,
            "score": bid.score,
            "reason": bid.status_reason,
            "is_price_explained": bid.is_price_explained,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The offer beside the form."""
        bid = self.shown
        facts = [
            (_("Bidder"), bid.bidder.label),
            (_("Price"), f"{bid.currency} {bid.amount:,.2f}" if bid.amount is not None else None),
            (_("Received"), bid.submitted_at),
            (_("Summary of the offer"), bid.summary),
        ]
        return super().get_context_data(facts=facts, **kwargs)

    def get_cancel_url(self) -> str:
        """The tender."""
        return str(self.subject.tender.get_absolute_url())

    def get_outcome_url(self, outcome: Any) -> str:
        """The tender."""
        return self.get_cancel_url()


class AwardTenderView(OnTender):
    """A leader awards."""

    form_class = AwardForm
    right = Right.M3
    title = _("Award the tender")
    submit_label = _("Award")
    success_message = _("The award is decided. The contract comes next.")

    def valid_bids(self) -> Any:
        """What can win."""
        rows = Bid.objects.visible_to(self.user).filter(tender=self.subject, status="valid")
        return rows.select_related("bidder").order_by("-score", "amount")

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form offers the valid bids."""
        return {**super().get_form_kwargs(), "bids": self.valid_bids()}

    def perform(self, form: Any) -> Award:
        """Award to the chosen bid."""
        return award_tender(self.subject, actor=self.user, **form.cleaned_data)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The valid bids beside the form, best first."""
        facts = [
            (bid.bidder.label, f"{bid.score} · {bid.currency} {bid.amount:,.2f}")
            for bid in self.valid_bids()
        ]
        return super().get_context_data(facts=facts, **kwargs)


class CancelAwardView(ActionView):
    """A leader takes an award back."""

    model = Award
    form_class = ReasonsForm
    right = Right.M3
    title = _("Cancel the award")
    submit_label = _("Cancel the award")
    warning = _("A draft of its contract is dropped; the tender can be awarded to another bid.")
    success_message = _("The award is cancelled.")

    def perform(self, form: Any) -> Award:
        """Cancel with reasons."""
        reasons = form.cleaned_data["reasons"]
        return cancel_award(self.subject, actor=self.user, reasons=reasons)

    def get_cancel_url(self) -> str:
        """The stage's page."""
        return reverse("selection:overview", args=[self.subject.project_id])

    def get_outcome_url(self, outcome: Any) -> str:
        """The stage's page."""
        return self.get_cancel_url()
