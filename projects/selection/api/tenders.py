"""Tenders and awards by REST."""

from typing import Any

from django.db.models import Q
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action as transition
from rest_framework.request import Request
from rest_framework.response import Response

from egov_outsource.accounts.models import Organisation
from egov_outsource.rest import ReadViewSet, Redacted, expected_version
from projects.models import Project
from projects.selection.actions.award_tender import award_tender
from projects.selection.actions.cancel_award import cancel_award
from projects.selection.actions.cancel_tender import cancel_tender
from projects.selection.actions.change_tender import change_tender
from projects.selection.actions.draft_contract import draft_contract
from projects.selection.actions.draft_tender import draft_tender
from projects.selection.actions.open_bids import open_bids
from projects.selection.actions.publish_tender import publish_tender
from projects.selection.actions.submit_bid import submit_bid
from projects.selection.api.bids import BidInput, BidSerializer
from projects.selection.api.contracts import ContractInput, ContractSerializer
from projects.selection.bidding import firms_of
from projects.selection.models import Award, Bid, EvaluationCriterion, Tender


class EvaluationCriterionSerializer(serializers.ModelSerializer):
    """What bids are judged by."""

    class Meta:
        model = EvaluationCriterion
        fields = ("title", "weight", "is_price")


class TenderSerializer(serializers.ModelSerializer):
    """A call for bids."""

    criteria = EvaluationCriterionSerializer(many=True, read_only=True)
    agency = serializers.CharField(source="project.owner.name", read_only=True)

    class Meta:
        model = Tender
        fields = (
            "id",
            "project",
            "agency",
            "reference",
            "title",
            "title_zh",
            "description",
            "method",
            "method_details",
            "method_rationale",
            "award_criteria",
            "value",
            "currency",
            "period_start",
            "period_end",
            "short_period_reason",
            "status",
            "published_at",
            "opened_at",
            "number_of_tenderers",
            "cancel_reason",
            "criteria",
            "version",
        )


class AwardSerializer(Redacted):
    """Who won, for how much and why."""

    class Meta:
        model = Award
        fields = (
            "id",
            "project",
            "tender",
            "bid",
            "supplier",
            "title",
            "value",
            "currency",
            "status",
            "reasons",
            "decided_at",
        )


class EvaluationCriterionInput(serializers.Serializer):
    """An evaluation criterion; the weights must add up to 100 before publication."""

    title = serializers.CharField(max_length=300)
    weight = serializers.DecimalField(5, 2, min_value=0, max_value=100)
    is_price = serializers.BooleanField(default=False)


class TenderChange(serializers.Serializer):
    """What can be changed of a draft; given criteria replace the earlier ones."""

    reference = serializers.CharField(max_length=200, required=False)
    title = serializers.CharField(max_length=1000, required=False)
    title_zh = serializers.CharField(max_length=1000, required=False, allow_blank=True)
    description = serializers.CharField(max_length=20000, required=False, allow_blank=True)
    method = serializers.ChoiceField(Tender.Method.choices, required=False)
    method_details = serializers.CharField(max_length=500, required=False, allow_blank=True)
    method_rationale = serializers.CharField(max_length=20000, required=False, allow_blank=True)
    award_criteria = serializers.CharField(max_length=200, required=False, allow_blank=True)
    value = serializers.DecimalField(18, 2, required=False, allow_null=True, min_value=0)
    currency = serializers.RegexField("^[A-Z]{3}$", required=False)
    period_start = serializers.DateTimeField(required=False, allow_null=True)
    period_end = serializers.DateTimeField(required=False, allow_null=True)
    short_period_reason = serializers.CharField(max_length=20000, required=False, allow_blank=True)
    criteria = EvaluationCriterionInput(many=True, required=False)


class TenderInput(TenderChange):
    """A tender to draft."""

    reference = serializers.CharField(max_length=200)
    title = serializers.CharField(max_length=1000)


class PublicationInput(serializers.Serializer):
    """A remark."""

    reasons = serializers.CharField(required=False, allow_blank=True, max_length=20000)


class TenderReasonsInput(serializers.Serializer):
    """Why."""

    reasons = serializers.CharField(max_length=20000)


class AwardInput(TenderReasonsInput):
    """The winning bid and why."""

    bid = serializers.IntegerField()


class TenderRows(ReadViewSet):
    """Tenders as the caller may see them."""

    model = Tender
    queryset = Tender.objects.none()
    related = ("project__owner",)
    serializer_class = TenderSerializer
    filterset_fields = ("status", "method")
    search_fields = ("reference", "title", "title_zh")
    ordering_fields = ("period_end", "published_at")

    def get_queryset(self) -> Any:
        """With criteria."""
        return super().get_queryset().prefetch_related("criteria")


class ProjectTenderViewSet(TenderRows):
    """Tenders of one project; drafting them."""

    @extend_schema(request=TenderInput, responses={201: TenderSerializer})
    def create(self, request: Request, project_pk: str) -> Response:
        """Draft a tender."""
        project = self.container(Project)
        facts = self.checked(TenderInput)
        criteria = facts.pop("criteria", [])
        made = draft_tender(project, actor=self.actor, terms=facts, criteria=criteria)
        return self.answer(made, status.HTTP_201_CREATED)


class TenderViewSet(TenderRows):
    """Published tenders and the drafts of one's agency; bidding, opening, award."""

    @extend_schema(request=TenderChange, responses=TenderSerializer)
    def partial_update(self, request: Request, pk: str) -> Response:
        """Change a draft; If-Match must carry the ETag."""
        tender = self.get_object()
        facts = self.checked(TenderChange)
        criteria = facts.pop("criteria", None)
        change_tender(
            tender,
            actor=self.actor,
            terms=facts,
            criteria=criteria,
            expected_version=expected_version(request, tender),
        )
        return self.answer(self.get_object())

    @extend_schema(request=PublicationInput, responses=TenderSerializer)
    @transition(detail=True, methods=["post"])
    def publication(self, request: Request, pk: str) -> Response:
        """Publish (M2)."""
        publish_tender(self.get_object(), actor=self.actor, **self.checked(PublicationInput))
        return self.answer(self.get_object())

    @extend_schema(request=TenderReasonsInput, responses=TenderSerializer)
    @transition(detail=True, methods=["post"])
    def cancellation(self, request: Request, pk: str) -> Response:
        """Cancel (M2)."""
        cancel_tender(self.get_object(), actor=self.actor, **self.checked(TenderReasonsInput))
        return self.answer(self.get_object())

    @extend_schema(request=None, responses=TenderSerializer)
    @transition(detail=True, methods=["post"])
    def opening(self, request: Request, pk: str) -> Response:
        """Open all bids, after the deadline."""
        open_bids(self.get_object(), actor=self.actor)
        return self.answer(self.get_object())

    @extend_schema(request=BidInput, responses={201: BidSerializer})
    @transition(detail=True, methods=["post"])
    def bids(self, request: Request, pk: str) -> Response:
        """Submit a sealed bid; `bidder` may be left out by members of one contractor."""
        tender = self.get_object()
        facts = self.checked(BidInput)
        bid = submit_bid(
            tender, actor=self.actor, bidder=self._bidder(facts.pop("bidder", None)), **facts
        )
        context = self.get_serializer_context()
        return Response(BidSerializer(bid, context=context).data, status=status.HTTP_201_CREATED)

    def _bidder(self, key: int | None) -> Organisation:
        own = Organisation.objects.served_by(self.actor)
        rows = (
            own.filter(Q(pk=key))
            if key
            else own.filter(pk__in=[firm.pk for firm in firms_of(self.actor)])
        )
        found = rows.order_by("pk").first() or own.order_by("pk").first()
        if found is None or (key and found.pk != key):
            raise serializers.ValidationError({"bidder": [str(key or "")]})
        return found

    @extend_schema(request=AwardInput, responses={201: AwardSerializer})
    @transition(detail=True, methods=["post"])
    def award(self, request: Request, pk: str) -> Response:
        """Award to a valid bid (M3)."""
        tender = self.get_object()
        facts = self.checked(AwardInput)
        bid = self.related_row(Bid, facts.pop("bid"), project=tender.project)
        made = award_tender(tender, actor=self.actor, bid=bid, **facts)
        return Response(
            AwardSerializer(made, context=self.get_serializer_context()).data,
            status=status.HTTP_201_CREATED,
        )


class AwardViewSet(ReadViewSet):
    """Awards; taking one back, drafting its contract."""

    model = Award
    queryset = Award.objects.none()
    serializer_class = AwardSerializer
    filterset_fields = ("project", "tender", "status")

    @extend_schema(request=TenderReasonsInput, responses=AwardSerializer)
    @transition(detail=True, methods=["post"])
    def cancellation(self, request: Request, pk: str) -> Response:
        """Cancel an award without a signed contract (M3)."""
        award = cancel_award(
            self.get_object(), actor=self.actor, **self.checked(TenderReasonsInput)
        )
        return self.answer(award)

    @extend_schema(request=ContractInput, responses={201: ContractSerializer})
    @transition(detail=True, methods=["post"])
    def contract(self, request: Request, pk: str) -> Response:
        """Draft the contract."""
        award = self.get_object()
        terms = self.checked(ContractInput)
        contract = draft_contract(award, actor=self.actor, terms=terms)
        return Response(
            ContractSerializer(contract, context=self.get_serializer_context()).data,
            status=status.HTTP_201_CREATED,
        )
