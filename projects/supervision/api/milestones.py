"""Milestones by REST."""

from decimal import Decimal

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action as transition
from rest_framework.request import Request
from rest_framework.response import Response

from egov_outsource.rest import expected_version
from projects.supervision.actions.add_milestone import add_milestone
from projects.supervision.actions.change_milestone import change_milestone
from projects.supervision.actions.descope_milestone import descope_milestone
from projects.supervision.actions.meet_milestone import OUTCOMES, meet_milestone
from projects.supervision.api.inputs import RecordViewSet, contract_id, text
from projects.supervision.models import ChangeRequest, Milestone


class MilestoneSerializer(serializers.ModelSerializer):
    """A dated promise."""

    class Meta:
        model = Milestone
        fields = (
            "id",
            "project",
            "contract",
            "code",
            "title",
            "kind",
            "due",
            "weight",
            "status",
            "met_on",
            "days_late",
            "descoped_by",
            "note",
            "version",
        )


class MilestoneInput(serializers.Serializer):
    """A milestone to plan."""

    contract = contract_id()
    code = serializers.CharField(max_length=60)
    title = serializers.CharField(max_length=1000)
    kind = serializers.ChoiceField(Milestone.Kind.choices, required=False)
    due = serializers.DateField()
    weight = serializers.DecimalField(6, 2, default=Decimal(1))
    note = text(required=False)


class MilestoneChangeInput(serializers.Serializer):
    """What shall be different, and why."""

    title = serializers.CharField(max_length=1000, required=False)
    kind = serializers.ChoiceField(Milestone.Kind.choices, required=False)
    due = serializers.DateField(required=False)
    weight = serializers.DecimalField(6, 2, required=False)
    note = text(required=False)
    reasons = text()


class InspectionInput(serializers.Serializer):
    """What the inspection found."""

    outcome = serializers.ChoiceField([status.value for status in OUTCOMES], default="met")
    met_on = serializers.DateField(required=False, allow_null=True)
    note = text(required=False)


class DescopingInput(serializers.Serializer):
    """The approved change that makes it void."""

    change = serializers.IntegerField()


class MilestoneViewSet(RecordViewSet):
    """Milestones of a project."""

    model = Milestone
    queryset = Milestone.objects.none()
    serializer_class = MilestoneSerializer
    filterset_fields = ("status", "kind", "contract")
    search_fields = ("code", "title")

    @extend_schema(request=MilestoneInput, responses={201: MilestoneSerializer})
    def create(self, request: Request, project_pk: str) -> Response:
        """Plan a milestone."""
        return self.begin(add_milestone, MilestoneInput)

    @extend_schema(request=MilestoneChangeInput, responses=MilestoneSerializer)
    def partial_update(self, request: Request, project_pk: str, pk: str) -> Response:
        """Change it; If-Match must carry the ETag."""
        milestone = self.get_object()
        version = expected_version(request, milestone)
        given = self.checked(MilestoneChangeInput)
        changed = change_milestone(
            milestone,
            actor=self.actor,
            reasons=given.pop("reasons"),
            particulars=given,
            expected_version=version,
        )
        return self.answer(changed)

    @extend_schema(request=InspectionInput, responses=MilestoneSerializer)
    @transition(detail=True, methods=["post"])
    def inspection(self, request: Request, project_pk: str, pk: str) -> Response:
        """Say how far it is met (S2)."""
        return self.move(meet_milestone, InspectionInput)

    @extend_schema(request=DescopingInput, responses=MilestoneSerializer)
    @transition(detail=True, methods=["post"])
    def descoping(self, request: Request, project_pk: str, pk: str) -> Response:
        """Drop it by an approved change."""
        chosen = self.checked(DescopingInput)["change"]
        milestone = self.get_object()
        change = self.related_row(ChangeRequest, chosen, project=milestone.project)
        return self.move(descope_milestone, serializers.Serializer, change=change)
