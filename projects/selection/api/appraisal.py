"""Alternatives, their scores, and the mode decision by REST."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action as transition
from rest_framework.request import Request
from rest_framework.response import Response

from egov_outsource.rest import ReadViewSet, expected_version
from projects.models import Project
from projects.selection.actions.add_alternative import add_alternative
from projects.selection.actions.decide_mode import decide_mode
from projects.selection.actions.propose_mode import propose_mode
from projects.selection.actions.score_alternative import score_alternative
from projects.selection.criteria import CRITERIA
from projects.selection.models import Alternative, AlternativeScore, ModeDecision

MODES = [choice for choice in Project.Mode.choices if choice[0]]


class ScoreSerializer(serializers.ModelSerializer):
    """One judge's score on one criterion."""

    class Meta:
        model = AlternativeScore
        fields = ("criterion", "judge", "score", "note")


class AlternativeSerializer(serializers.ModelSerializer):
    """A way to run the project with its scores."""

    scores = ScoreSerializer(many=True, read_only=True)

    class Meta:
        model = Alternative
        fields = (
            "id",
            "project",
            "mode",
            "title",
            "description",
            "whole_life_cost",
            "scores",
            "version",
        )


class ModeDecisionSerializer(serializers.ModelSerializer):
    """A proposal with its frozen ranking and what was decided."""

    is_deviating = serializers.BooleanField(read_only=True)

    class Meta:
        model = ModeDecision
        fields = (
            "id",
            "project",
            "alternative",
            "reasons",
            "market_suppliers",
            "status",
            "ranking",
            "is_deviating",
            "proposed_by",
            "proposed_at",
            "decided_by",
            "decided_at",
            "decision_note",
            "version",
        )


class AlternativeInput(serializers.Serializer):
    """An alternative to add."""

    mode = serializers.ChoiceField(MODES)
    title = serializers.CharField(max_length=300)
    description = serializers.CharField(required=False, allow_blank=True, max_length=20000)
    whole_life_cost = serializers.DecimalField(18, 2, required=False, allow_null=True, min_value=0)


class ScoresInput(serializers.Serializer):
    """The caller's scores by criterion, c1 to c6."""

    scores = serializers.DictField(
        child=serializers.DecimalField(4, 2, min_value=0, max_value=10),
        help_text="c1 to c6",
    )
    note = serializers.CharField(required=False, allow_blank=True, max_length=500)

    def validate_scores(self, value: dict[str, Any]) -> dict[str, Any]:
        """All six and nothing else."""
        if set(value) != set(CRITERIA):
            raise serializers.ValidationError(", ".join(CRITERIA))
        return value


class ProposalInput(serializers.Serializer):
    """A proposal to make."""

    alternative = serializers.IntegerField()
    reasons = serializers.CharField(max_length=20000, allow_blank=True)
    market_suppliers = serializers.IntegerField(
        required=False, allow_null=True, min_value=0, max_value=30000
    )


class ModeDecisionInput(serializers.Serializer):
    """Approve, or return with a note."""

    approve = serializers.BooleanField()
    note = serializers.CharField(required=False, allow_blank=True, max_length=20000)


class AlternativeViewSet(ReadViewSet):
    """Alternatives of a project; adding and scoring them."""

    model = Alternative
    queryset = Alternative.objects.none()
    serializer_class = AlternativeSerializer
    filterset_fields = ("mode",)

    def get_queryset(self) -> Any:
        """With scores."""
        return super().get_queryset().prefetch_related("scores")

    @extend_schema(request=AlternativeInput, responses={201: AlternativeSerializer})
    def create(self, request: Request, project_pk: str) -> Response:
        """Add an alternative."""
        project = self.container(Project)
        made = add_alternative(project, actor=self.actor, **self.checked(AlternativeInput))
        return self.answer(made, status.HTTP_201_CREATED)

    @extend_schema(request=ScoresInput, responses=AlternativeSerializer)
    @transition(detail=True, methods=["post"])
    def scores(self, request: Request, project_pk: str, pk: str) -> Response:
        """Score it as one judge; later scores replace the earlier ones."""
        alternative = self.get_object()
        score_alternative(alternative, actor=self.actor, **self.checked(ScoresInput))
        return self.answer(self.get_object())


class ModeDecisionViewSet(ReadViewSet):
    """Proposals and decisions on the operation mode."""

    model = ModeDecision
    queryset = ModeDecision.objects.none()
    serializer_class = ModeDecisionSerializer
    filterset_fields = ("status",)

    @extend_schema(request=ProposalInput, responses={201: ModeDecisionSerializer})
    def create(self, request: Request, project_pk: str) -> Response:
        """Propose a mode; the ranking is frozen with it."""
        project = self.container(Project)
        facts = self.checked(ProposalInput)
        key = facts.pop("alternative")
        made = propose_mode(
            project,
            actor=self.actor,
            alternative=self.related_row(Alternative, key, project=project),
            **facts,
        )
        return self.answer(made, status.HTTP_201_CREATED)

    @extend_schema(request=ModeDecisionInput, responses=ModeDecisionSerializer)
    @transition(detail=True, methods=["post"])
    def decision(self, request: Request, project_pk: str, pk: str) -> Response:
        """Approve or return (M1); If-Match must carry the ETag."""
        proposal = self.get_object()
        decided = decide_mode(
            proposal,
            actor=self.actor,
            expected_version=expected_version(request, proposal),
            **self.checked(ModeDecisionInput),
        )
        return self.answer(decided)
