"""Pages of a bidder."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView, View

from egov_outsource.access import may, scope_of
from egov_outsource.pages import ActionView, SignedInMixin, visible_or_404
from egov_outsource.redaction import blanked
from projects.rights import Right
from projects.selection.actions.submit_bid import submit_bid
from projects.selection.actions.withdraw_bid import withdraw_bid
from projects.selection.bidding import firms_of, receipt, require_bidding
from projects.selection.forms import BidForm, ReasonForm
from projects.selection.models import Bid, Tender
from projects.selection.results import shown_result


class SubmitBidView(ActionView):
    """A bid manager submits a sealed bid."""

    model = Tender
    form_class = BidForm
    action = staticmethod(submit_bid)
    title = gettext_lazy("Submit a bid")
    lead = gettext_lazy("Nobody, not even the agency, sees it before the bids are opened.")
    submit_label = gettext_lazy("Submit")
    success_message = gettext_lazy("Your bid is received. Keep the receipt.")

    def check(self, subject: Tender) -> None:
        """Only for those who can bind a firm."""
        require_bidding(self.user)

    def get_form_kwargs(self) -> dict[str, Any]:
        """The firms for which the person may bid."""
        return {**super().get_form_kwargs(), "firms": firms_of(self.user)}

    def get_initial(self) -> dict[str, Any]:
        """The tender's currency."""
        return {"currency": self.subject.currency}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The tender beside the form."""
        tender = self.subject
        facts = [
            (_("Tender"), str(tender)),
            (_("Procuring agency"), tender.project.owner.label),
            (_("Bids until"), tender.period_end),
            (_("Currency"), tender.currency),
        ]
        return super().get_context_data(facts=facts, **kwargs)


class BidView(SignedInMixin, DetailView):
    """One bid: the offer, its receipt and, after the award, its result."""

    template_name = "selection/bid.html"
    context_object_name = "bid"

    def get_queryset(self) -> Any:
        """What the reader may see."""
        rows = Bid.objects.visible_to(self.user)
        return rows.select_related("tender__project__owner", "bidder", "submitted_by")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The result only when the reader may know it."""
        bid, user = blanked(self.object, self.user), self.user
        result = shown_result(bid, sees_all=bool(may(user, Right.VIEW_BIDS, bid)))
        price = f"{bid.currency} {bid.amount:,.2f}" if bid.amount is not None else None
        facts = [
            (_("Tender"), str(bid.tender)),
            (_("Bidder"), bid.bidder.label),
            (_("Price"), price),
            (_("Received"), bid.submitted_at),
            (_("Status"), result.label),
            (_("Evaluation score"), result.score),
            (_("Reason"), result.reason),
            (_("Summary of the offer"), bid.summary),
            (_("SHA-256 of the offer"), bid.digest),
        ]
        is_mine = bid.bidder_id in scope_of(user).organisations
        return super().get_context_data(
            title=_("Bid of %(bidder)s") % {"bidder": bid.bidder.label},
            facts=[fact for fact in facts if fact[1] not in (None, "")],
            may_withdraw=is_mine
            and bid.status == Bid.Status.PENDING
            and bid.tender.is_open_for_bids
            and bool(may(user, Right.BID, bid)),
            has_receipt=is_mine and bool(bid.digest),
            waits=not result.is_known,
            **kwargs,
        )


class WithdrawBidView(ActionView):
    """A bidder withdraws before the deadline."""

    model = Bid
    form_class = ReasonForm
    action = staticmethod(withdraw_bid)
    right = Right.BID
    title = gettext_lazy("Withdraw the bid")
    submit_label = gettext_lazy("Withdraw")
    success_message = gettext_lazy(
        "The bid is withdrawn. You can submit another until the deadline."
    )


class ReceiptView(SignedInMixin, View):
    """The receipt as a file, with all that is needed to recompute the digest."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Only for the bidder's own people."""
        own = scope_of(self.user).organisations
        bid = visible_or_404(Bid, self.user, pk=pk, bidder__in=own, digest__gt="")
        response = JsonResponse(receipt(bid), json_dumps_params={"ensure_ascii": False})
        response["Content-Disposition"] = f'attachment; filename="bid-{bid.pk}-receipt.json"'
        return response
