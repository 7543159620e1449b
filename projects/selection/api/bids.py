"""Bids by REST: one's own always, all after opening."""

from decimal import Decimal
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action as transition
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from egov_outsource.access import may, scope_of
from egov_outsource.rest import ReadViewSet, Redacted
from projects.rights import Right
from projects.selection.actions.evaluate_bid import evaluate_bid
from projects.selection.actions.withdraw_bid import withdraw_bid
from projects.selection.bidding import receipt
from projects.selection.models import Bid
from projects.selection.results import Result, shown_result


class BidSerializer(Redacted):
    """An offer; its result is told to the bidder when the tender is settled."""

    status = serializers.SerializerMethodField()
    status_reason = serializers.SerializerMethodField()
    score = serializers.SerializerMethodField()

    class Meta:
        model = Bid
        fields = (
            "id",
            "project",
            "tender",
            "bidder",
            "amount",
            "currency",
            "summary",
            "status",
            "status_reason",
            "score",
            "is_price_explained",
            "submitted_at",
            "digest",
        )

    def get_status(self, bid: Bid) -> str:
        """As far as the caller may know it."""
        return self._result(bid).status

    def get_status_reason(self, bid: Bid) -> str:
        """As far as the caller may know it."""
        return self._result(bid).reason

    def get_score(self, bid: Bid) -> Decimal | None:
        """As far as the caller may know it."""
        return self._result(bid).score

    def to_representation(self, bid: Bid) -> dict[str, Any]:
        """Without what evaluation found until it may be known."""
        data = super().to_representation(bid)
        if not self._result(bid).is_known:
            data["is_price_explained"] = False
        return data

    def _result(self, bid: Bid) -> Result:
        user = self.context["request"].user
        return shown_result(bid, sees_all=bool(may(user, Right.VIEW_BIDS, bid)))


class BidInput(serializers.Serializer):
    """An offer to submit."""

    bidder = serializers.IntegerField(required=False, help_text="Organisation")
    amount = serializers.DecimalField(18, 2)
    currency = serializers.CharField(max_length=3)
    summary = serializers.CharField(required=False, allow_blank=True, max_length=20000)
    replace = serializers.BooleanField(default=False)


class BidWithdrawalInput(serializers.Serializer):
    """Why, if the bidder wants to say."""

    reason = serializers.CharField(required=False, allow_blank=True, max_length=20000)


class BidEvaluationInput(serializers.Serializer):
    """What the evaluation found."""

    status = serializers.ChoiceField([Bid.Status.VALID.value, Bid.Status.DISQUALIFIED.value])
    score = serializers.DecimalField(6, 2, required=False, allow_null=True)
    reason = serializers.CharField(required=False, allow_blank=True, max_length=20000)
    is_price_explained = serializers.BooleanField(default=False)


class BidViewSet(ReadViewSet):
    """Bids that the caller may see; withdrawal, evaluation, receipt."""

    model = Bid
    queryset = Bid.objects.none()
    related = ("tender", "project")
    serializer_class = BidSerializer
    # filtering by result would tell it before its time
    filterset_fields = ("tender",)
    ordering_fields = ("submitted_at", "amount")

    @extend_schema(request=BidWithdrawalInput, responses=BidSerializer)
    @transition(detail=True, methods=["post"])
    def withdrawal(self, request: Request, pk: str) -> Response:
        """Withdraw before the deadline."""
        bid = withdraw_bid(self.get_object(), actor=self.actor, **self.checked(BidWithdrawalInput))
        return self.answer(bid)

    @extend_schema(request=BidEvaluationInput, responses=BidSerializer)
    @transition(detail=True, methods=["post"])
    def evaluation(self, request: Request, pk: str) -> Response:
        """Find it valid with a score, or disqualify it."""
        bid = evaluate_bid(self.get_object(), actor=self.actor, **self.checked(BidEvaluationInput))
        return self.answer(bid)

    @extend_schema(responses=OpenApiTypes.OBJECT)
    @transition(detail=True, methods=["get"])
    def receipt(self, request: Request, pk: str) -> Response:
        """What was received and its digest; for the bidder's own people."""
        bid = self.get_object()
        if bid.bidder_id not in scope_of(self.actor).organisations or not bid.digest:
            raise NotFound
        return Response(receipt(bid))
