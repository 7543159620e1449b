"""Changes by REST."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action as transition
from rest_framework.request import Request
from rest_framework.response import Response

from egov_outsource.rest import Redacted
from projects.supervision.actions.assess_change import assess_change
from projects.supervision.actions.decide_change import decide_change
from projects.supervision.actions.mark_change_implemented import mark_change_implemented
from projects.supervision.actions.propose_change import propose_change
from projects.supervision.actions.withdraw_change import withdraw_change
from projects.supervision.api.inputs import (
    OptionalReasonsInput,
    RecordViewSet,
    amount,
    contract_id,
    text,
)
from projects.supervision.models import ChangeRequest


class ChangeRequestSerializer(Redacted):
    """What shall change; the opinion only for those who may read it already."""

    class Meta:
        model = ChangeRequest
        fields = (
            "id",
            "project",
            "contract",
            "number",
            "title",
            "kind",
            "reasons",
            "value",
            "currency",
            "days",
            "status",
            "organisation",
            "proposer",
            "proposed_at",
            "opinion",
            "assessed_at",
            "decided_at",
            "decision_reasons",
            "procurement_reference",
            "implemented_on",
            "is_bypass",
            "version",
        )

    def to_representation(self, instance: ChangeRequest) -> dict[str, Any]:
        """Without the opinion while it is not for the caller."""
        shown: dict[str, Any] = super().to_representation(instance)
        if not instance.shows_opinion_to(self.context["request"].user):
            shown["opinion"] = ""
        return shown


class ChangeInput(serializers.Serializer):
    """A change to propose."""

    contract = contract_id()
    title = serializers.CharField(max_length=1000)
    kind = serializers.ChoiceField(ChangeRequest.Kind.choices)
    reasons = text()
    value = amount(required=False)
    days = serializers.IntegerField(required=False)


class OpinionInput(serializers.Serializer):
    """The opinion."""

    opinion = text()


class ChangeDecisionInput(serializers.Serializer):
    """Approve or reject."""

    approve = serializers.BooleanField()
    reasons = text()
    procurement_reference = serializers.CharField(max_length=300, required=False, allow_blank=True)


class ImplementationInput(serializers.Serializer):
    """The day on which it was found to be there."""

    implemented_on = serializers.DateField()


class ChangeRequestViewSet(RecordViewSet):
    """Changes of a project."""

    model = ChangeRequest
    queryset = ChangeRequest.objects.none()
    related = ("contract", "project")
    serializer_class = ChangeRequestSerializer
    filterset_fields = ("status", "kind", "contract")
    search_fields = ("title", "reasons")

    @extend_schema(request=ChangeInput, responses={201: ChangeRequestSerializer})
    def create(self, request: Request, project_pk: str) -> Response:
        """Propose a change."""
        return self.begin(propose_change, ChangeInput)

    @extend_schema(request=OpinionInput, responses=ChangeRequestSerializer)
    @transition(detail=True, methods=["post"])
    def assessment(self, request: Request, project_pk: str, pk: str) -> Response:
        """Give an opinion."""
        return self.move(assess_change, OpinionInput)

    @extend_schema(request=ChangeDecisionInput, responses=ChangeRequestSerializer)
    @transition(detail=True, methods=["post"])
    def decision(self, request: Request, project_pk: str, pk: str) -> Response:
        """Approve or reject (S3)."""
        return self.move(decide_change, ChangeDecisionInput)

    @extend_schema(request=ImplementationInput, responses=ChangeRequestSerializer)
    @transition(detail=True, methods=["post"])
    def implementation(self, request: Request, project_pk: str, pk: str) -> Response:
        """Note when it was implemented."""
        return self.move(mark_change_implemented, ImplementationInput)

    @extend_schema(request=OptionalReasonsInput, responses=ChangeRequestSerializer)
    @transition(detail=True, methods=["post"])
    def withdrawal(self, request: Request, project_pk: str, pk: str) -> Response:
        """Take it back."""
        return self.move(withdraw_change, OptionalReasonsInput)
