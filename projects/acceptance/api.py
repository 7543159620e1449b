"""Acceptance by REST: deliverables, criteria, submissions, checks, decisions, conditions."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action as transition
from rest_framework.parsers import FormParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from audit.evidence.models import Document
from egov_outsource.rest import ReadViewSet, expected_version
from projects.acceptance.actions.confirm_condition import confirm_condition
from projects.acceptance.actions.decide_acceptance import decide_acceptance
from projects.acceptance.actions.declare_criterion import declare_criterion
from projects.acceptance.actions.plan_deliverable import plan_deliverable
from projects.acceptance.actions.record_check import record_check
from projects.acceptance.actions.submit_deliverable import submit_deliverable
from projects.acceptance.models import (
    AcceptanceCriterion,
    AcceptanceDecision,
    Condition,
    CriterionCheck,
    Deliverable,
    Submission,
)
from projects.models import Project
from projects.planning.models import Requirement
from projects.selection.models import Contract


class DeliverableSerializer(serializers.ModelSerializer):
    """What is owed by whom and when."""

    class Meta:
        model = Deliverable
        fields = (
            "id",
            "project",
            "contract",
            "organisation",
            "code",
            "title",
            "description",
            "due",
            "status",
            "version",
        )


class CriterionSerializer(serializers.ModelSerializer):
    """How it will be judged."""

    class Meta:
        model = AcceptanceCriterion
        fields = (
            "id",
            "deliverable",
            "requirement",
            "text",
            "method",
            "is_mandatory",
            "declared_at",
        )


class CheckSerializer(serializers.ModelSerializer):
    """What a check found."""

    class Meta:
        model = CriterionCheck
        fields = (
            "id",
            "submission",
            "criterion",
            "result",
            "note",
            "evidence",
            "organisation",
            "checked_at",
            "superseded_at",
        )


class ConditionSerializer(serializers.ModelSerializer):
    """What must still be done."""

    class Meta:
        model = Condition
        fields = ("id", "decision", "text", "due", "withheld", "met_on", "version")


class AcceptanceDecisionSerializer(serializers.ModelSerializer):
    """The owner's decision."""

    conditions = ConditionSerializer(many=True, read_only=True)

    class Meta:
        model = AcceptanceDecision
        fields = ("id", "submission", "outcome", "reasons", "decided_at", "conditions")


class SubmissionSerializer(serializers.ModelSerializer):
    """A delivery with its files, checks and decision."""

    checks = CheckSerializer(many=True, read_only=True)
    decision = AcceptanceDecisionSerializer(read_only=True, allow_null=True)

    class Meta:
        model = Submission
        fields = (
            "id",
            "project",
            "deliverable",
            "number",
            "note",
            "documents",
            "submitted_at",
            "checks",
            "decision",
        )


class DeliverableInput(serializers.Serializer):
    """A deliverable to plan."""

    code = serializers.CharField(max_length=40)
    title = serializers.CharField(max_length=300)
    description = serializers.CharField(required=False, allow_blank=True, max_length=20000)
    due = serializers.DateField()
    contract = serializers.IntegerField(required=False, allow_null=True)


class CriterionInput(serializers.Serializer):
    """A criterion to declare."""

    text = serializers.CharField(max_length=5000)
    method = serializers.CharField(max_length=500)
    is_mandatory = serializers.BooleanField(default=True)
    requirement = serializers.IntegerField(required=False, allow_null=True)


class SubmissionInput(serializers.Serializer):
    """Files to hand in."""

    files = serializers.ListField(child=serializers.FileField(), allow_empty=False)
    note = serializers.CharField(required=False, allow_blank=True, max_length=20000)


class CheckInput(serializers.Serializer):
    """A check to record."""

    criterion = serializers.IntegerField()
    result = serializers.ChoiceField(CriterionCheck.Result.choices)
    note = serializers.CharField(required=False, allow_blank=True, max_length=20000)
    evidence = serializers.IntegerField(required=False, allow_null=True)


class ConditionInput(serializers.Serializer):
    """One condition of a conditional acceptance."""

    text = serializers.CharField(max_length=5000)
    due = serializers.DateField()
    withheld = serializers.DecimalField(18, 2, required=False, min_value=0)


class AcceptanceDecisionInput(serializers.Serializer):
    """A decision to take."""

    outcome = serializers.ChoiceField(AcceptanceDecision.Outcome.choices)
    reasons = serializers.CharField(max_length=20000)
    conditions = ConditionInput(many=True, required=False)


class MetInput(serializers.Serializer):
    """When a condition was met."""

    met_on = serializers.DateField()


class DeliverableViewSet(ReadViewSet):
    """Deliverables of a project, their criteria and submissions."""

    model = Deliverable
    queryset = Deliverable.objects.none()
    serializer_class = DeliverableSerializer
    filterset_fields = ("status", "contract")
    search_fields = ("code", "title")

    @extend_schema(request=DeliverableInput, responses={201: DeliverableSerializer})
    def create(self, request: Request, project_pk: str) -> Response:
        """Plan a deliverable."""
        project = self.container(Project)
        facts = self.checked(DeliverableInput)
        contract = facts.pop("contract", None)
        planned = plan_deliverable(
            project,
            actor=self.actor,
            contract=self.related_row(Contract, contract, project=project),
            **facts,
        )
        return self.answer(planned, status.HTTP_201_CREATED)

    @extend_schema(request=CriterionInput, responses={201: CriterionSerializer})
    @transition(detail=True, methods=["post"])
    def criteria(self, request: Request, project_pk: str, pk: str) -> Response:
        """Declare a criterion (P3)."""
        deliverable = self.get_object()
        facts = self.checked(CriterionInput)
        requirement = facts.pop("requirement", None)
        criterion = declare_criterion(
            deliverable,
            actor=self.actor,
            requirement=self.related_row(Requirement, requirement, project=deliverable.project),
            **facts,
        )
        return Response(CriterionSerializer(criterion).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=SubmissionInput, responses={201: SubmissionSerializer})
    @transition(detail=True, methods=["post"], parser_classes=[MultiPartParser, FormParser])
    def submissions(self, request: Request, project_pk: str, pk: str) -> Response:
        """Hand in files."""
        submission = submit_deliverable(
            self.get_object(), actor=self.actor, **self.checked(SubmissionInput)
        )
        return Response(SubmissionSerializer(submission).data, status=status.HTTP_201_CREATED)


class AcceptanceCriterionViewSet(ReadViewSet):
    """Declared criteria of a project."""

    model = AcceptanceCriterion
    queryset = AcceptanceCriterion.objects.none()
    serializer_class = CriterionSerializer
    filterset_fields = ("deliverable", "is_mandatory")


class SubmissionViewSet(ReadViewSet):
    """Submissions of a project; checking and deciding them."""

    model = Submission
    queryset = Submission.objects.none()
    serializer_class = SubmissionSerializer
    filterset_fields = ("deliverable",)

    def get_queryset(self) -> Any:
        """With everything that is shown."""
        rows = super().get_queryset().select_related("decision")
        return rows.prefetch_related("documents", "checks", "decision__conditions")

    @extend_schema(request=CheckInput, responses={201: CheckSerializer})
    @transition(detail=True, methods=["post"])
    def checks(self, request: Request, project_pk: str, pk: str) -> Response:
        """Record a check of one criterion."""
        submission = self.get_object()
        facts = self.checked(CheckInput)
        check = record_check(
            submission,
            actor=self.actor,
            criterion=self.related_row(
                AcceptanceCriterion, facts.pop("criterion"), project=submission.project
            ),
            evidence=self.related_row(
                Document, facts.pop("evidence", None), project=submission.project
            ),
            **facts,
        )
        return Response(CheckSerializer(check).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=AcceptanceDecisionInput, responses={201: AcceptanceDecisionSerializer})
    @transition(detail=True, methods=["post"])
    def decision(self, request: Request, project_pk: str, pk: str) -> Response:
        """Accept, accept with conditions, or reject (A3)."""
        decision = decide_acceptance(
            self.get_object(), actor=self.actor, **self.checked(AcceptanceDecisionInput)
        )
        return Response(AcceptanceDecisionSerializer(decision).data, status=status.HTTP_201_CREATED)


class ConditionViewSet(ReadViewSet):
    """Conditions of acceptance; confirming them."""

    model = Condition
    queryset = Condition.objects.none()
    serializer_class = ConditionSerializer

    @extend_schema(request=MetInput, responses=ConditionSerializer)
    @transition(detail=True, methods=["post"])
    def met(self, request: Request, project_pk: str, pk: str) -> Response:
        """Confirm; If-Match must carry the ETag."""
        condition = self.get_object()
        confirmed = confirm_condition(
            condition,
            actor=self.actor,
            expected_version=expected_version(request, condition),
            **self.checked(MetInput),
        )
        return self.answer(confirmed)
