"""Contracts and their ownership clauses by REST."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action as transition
from rest_framework.request import Request
from rest_framework.response import Response

from egov_outsource.rest import ReadViewSet, Redacted, expected_version
from projects.selection.actions.acknowledge_contract import acknowledge_contract
from projects.selection.actions.change_contract import change_contract
from projects.selection.actions.review_clause import review_clause
from projects.selection.actions.sign_contract import sign_contract
from projects.selection.actions.terminate_contract import terminate_contract
from projects.selection.actions.write_clause import write_clause
from projects.selection.clauses import CLAUSES
from projects.selection.models import Contract, OwnershipClause


class ClauseSerializer(serializers.ModelSerializer):
    """A clause as it stands."""

    weight = serializers.SerializerMethodField()

    class Meta:
        model = OwnershipClause
        fields = (
            "id",
            "contract",
            "code",
            "weight",
            "is_present",
            "position",
            "text",
            "written_by",
            "reviewed_by",
            "reviewed_at",
            "version",
        )

    def get_weight(self, clause: OwnershipClause) -> int:
        """How much the clause counts."""
        return CLAUSES[clause.code].weight


class ContractSerializer(Redacted):
    """A contract with its clauses."""

    clauses = ClauseSerializer(many=True, read_only=True)

    class Meta:
        model = Contract
        fields = (
            "id",
            "project",
            "award",
            "contractor",
            "reference",
            "title",
            "title_zh",
            "value",
            "currency",
            "value_reason",
            "build_value",
            "advance_cap",
            "start_date",
            "end_date",
            "status",
            "signed_at",
            "acknowledged_at",
            "ended_on",
            "end_reason",
            "clauses",
            "version",
        )


class ContractChange(serializers.Serializer):
    """What can be changed of a draft."""

    reference = serializers.CharField(max_length=200, required=False)
    title = serializers.CharField(max_length=1000, required=False)
    title_zh = serializers.CharField(max_length=1000, required=False, allow_blank=True)
    value = serializers.DecimalField(18, 2, required=False, min_value=0)
    currency = serializers.RegexField("^[A-Z]{3}$", required=False)
    value_reason = serializers.CharField(required=False, allow_blank=True, max_length=20000)
    build_value = serializers.DecimalField(18, 2, required=False, allow_null=True, min_value=0)
    advance_cap = serializers.DecimalField(
        4, 3, required=False, allow_null=True, min_value=0, max_value=1
    )
    start_date = serializers.DateField(required=False, allow_null=True)
    end_date = serializers.DateField(required=False, allow_null=True)


class ContractInput(ContractChange):
    """A contract to draft."""

    reference = serializers.CharField(max_length=200)
    title = serializers.CharField(max_length=1000)


class SignatureInput(serializers.Serializer):
    """A remark."""

    reasons = serializers.CharField(required=False, allow_blank=True, max_length=20000)


class EndInput(serializers.Serializer):
    """When and why it ends."""

    ended_on = serializers.DateField()
    reasons = serializers.CharField(max_length=20000)


class ClauseInput(serializers.Serializer):
    """Where a clause stands and how it reads."""

    is_present = serializers.BooleanField()
    position = serializers.CharField(required=False, allow_blank=True, max_length=100)
    text = serializers.CharField(required=False, allow_blank=True, max_length=20000)


class ContractViewSet(ReadViewSet):
    """Contracts; change, signature, acknowledgement, end."""

    model = Contract
    queryset = Contract.objects.none()
    serializer_class = ContractSerializer
    filterset_fields = ("project", "contractor", "status")
    search_fields = ("reference", "title", "title_zh")

    def get_queryset(self) -> Any:
        """With clauses."""
        return super().get_queryset().prefetch_related("clauses")

    @extend_schema(request=ContractChange, responses=ContractSerializer)
    def partial_update(self, request: Request, pk: str) -> Response:
        """Change a draft; If-Match must carry the ETag."""
        contract = self.get_object()
        change_contract(
            contract,
            actor=self.actor,
            terms=self.checked(ContractChange),
            expected_version=expected_version(request, contract),
        )
        return self.answer(self.get_object())

    @extend_schema(request=SignatureInput, responses=ContractSerializer)
    @transition(detail=True, methods=["post"])
    def signature(self, request: Request, pk: str) -> Response:
        """Sign for government (M4); If-Match must carry the ETag."""
        contract = self.get_object()
        sign_contract(
            contract,
            actor=self.actor,
            expected_version=expected_version(request, contract),
            **self.checked(SignatureInput),
        )
        return self.answer(self.get_object())

    @extend_schema(request=None, responses=ContractSerializer)
    @transition(detail=True, methods=["post"])
    def acknowledgement(self, request: Request, pk: str) -> Response:
        """Acknowledge as the contractor."""
        acknowledge_contract(self.get_object(), actor=self.actor)
        return self.answer(self.get_object())

    @extend_schema(request=EndInput, responses=ContractSerializer)
    @transition(detail=True, methods=["post"])
    def end(self, request: Request, pk: str) -> Response:
        """End it (X5)."""
        terminate_contract(self.get_object(), actor=self.actor, **self.checked(EndInput))
        return self.answer(self.get_object())


class ClauseViewSet(ReadViewSet):
    """Ownership clauses; writing and reviewing them."""

    model = OwnershipClause
    queryset = OwnershipClause.objects.none()
    serializer_class = ClauseSerializer
    filterset_fields = ("contract", "code")

    @extend_schema(request=ClauseInput, responses=ClauseSerializer)
    def partial_update(self, request: Request, pk: str) -> Response:
        """Write the clause; If-Match must carry the ETag."""
        clause = self.get_object()
        written = write_clause(
            clause,
            actor=self.actor,
            expected_version=expected_version(request, clause),
            **self.checked(ClauseInput),
        )
        return self.answer(written)

    @extend_schema(request=None, responses=ClauseSerializer)
    @transition(detail=True, methods=["post"])
    def review(self, request: Request, pk: str) -> Response:
        """Confirm it as a second reader; If-Match must carry the ETag."""
        clause = self.get_object()
        version = expected_version(request, clause)
        return self.answer(review_clause(clause, actor=self.actor, expected_version=version))
