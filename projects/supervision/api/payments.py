"""Payments by REST."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action as transition
from rest_framework.request import Request
from rest_framework.response import Response

from egov_outsource.rest import Redacted
from projects.models import Project
from projects.selection.models import Contract
from projects.supervision.actions.approve_payment import approve_payment
from projects.supervision.actions.certify_payment import certify_payment
from projects.supervision.actions.claim_payment import claim_payment
from projects.supervision.actions.record_payment_paid import record_payment_paid
from projects.supervision.actions.refuse_payment import refuse_payment
from projects.supervision.api.inputs import (
    NoteInput,
    OptionalReasonsInput,
    RecordViewSet,
    RefusalReasonsInput,
    amount,
)
from projects.supervision.models import Payment


class PaymentSerializer(Redacted):
    """Money claimed, certified, approved and paid."""

    class Meta:
        model = Payment
        fields = (
            "id",
            "project",
            "contract",
            "payee",
            "purpose",
            "amount",
            "currency",
            "status",
            "claimed_at",
            "certified_at",
            "approved_at",
            "paid_on",
            "refused_at",
            "note",
            "version",
        )


class ClaimInput(serializers.Serializer):
    """A claim under a contract in effect, in its currency."""

    contract = serializers.IntegerField()
    amount = amount()
    currency = serializers.RegexField("^[A-Z]{3}$")
    purpose = serializers.CharField(max_length=500)


class PaidInput(serializers.Serializer):
    """When the money left."""

    paid_on = serializers.DateField()


class PaymentViewSet(RecordViewSet):
    """Payments of a project."""

    model = Payment
    queryset = Payment.objects.none()
    serializer_class = PaymentSerializer
    filterset_fields = ("status", "contract", "payee", "currency")
    search_fields = ("purpose",)

    @extend_schema(request=ClaimInput, responses={201: PaymentSerializer})
    def create(self, request: Request, project_pk: str) -> Response:
        """Claim a payment."""
        project = self.container(Project)
        given = self.checked(ClaimInput)
        contract = self.related_row(Contract, given.pop("contract"), project=project)
        return self.answer(claim_payment(contract, actor=self.actor, **given), 201)

    @extend_schema(request=NoteInput, responses=PaymentSerializer)
    @transition(detail=True, methods=["post"])
    def certification(self, request: Request, project_pk: str, pk: str) -> Response:
        """Certify the quantities (S2)."""
        return self.move(certify_payment, NoteInput)

    @extend_schema(request=OptionalReasonsInput, responses=PaymentSerializer)
    @transition(detail=True, methods=["post"])
    def approval(self, request: Request, project_pk: str, pk: str) -> Response:
        """Approve it (S4)."""
        return self.move(approve_payment, OptionalReasonsInput)

    @extend_schema(request=PaidInput, responses=PaymentSerializer)
    @transition(detail=True, methods=["post"])
    def payment(self, request: Request, project_pk: str, pk: str) -> Response:
        """Note that it was paid."""
        return self.move(record_payment_paid, PaidInput)

    @extend_schema(request=RefusalReasonsInput, responses=PaymentSerializer)
    @transition(detail=True, methods=["post"])
    def refusal(self, request: Request, project_pk: str, pk: str) -> Response:
        """Refuse it."""
        return self.move(refuse_payment, RefusalReasonsInput)
