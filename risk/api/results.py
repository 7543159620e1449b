"""The risk of a project by REST: the newest result, its history, recomputation."""

import math
from collections.abc import Sequence
from functools import cached_property
from typing import Any, cast

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.generics import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from egov_outsource.accounts.models import User
from egov_outsource.rest import VisibleMixin
from projects.models import Project
from risk.actions.request_recompute import request_recompute
from risk.answers.reading import overrides_in, replies_in
from risk.api.explanation import (
    FacetSerializer,
    LeverSerializer,
    MissingSerializer,
    PatternSerializer,
)
from risk.api.replies import OverrideSerializer, ScoreAnswerSerializer
from risk.catalogue import DIMENSIONS, State
from risk.explanation import Explanation, explain
from risk.explanation.beside import facts_beside
from risk.models import DirtyProject, RiskPoint, RiskResult
from risk.models.result import Outcome
from risk.views.picture import snapshot_of

DECIMALS = 6


@extend_schema_field({"type": "number", "nullable": True})
class Number(serializers.Field):
    """A number, null where there is nothing to say."""

    def to_representation(self, value: float) -> float | None:
        """Six decimals."""
        return None if math.isnan(value) else round(value, DECIMALS)


def by_name(names: Sequence[str], values: Sequence[float]) -> dict[str, float]:
    """Numbers by name, without those that say nothing."""
    pairs = zip(names, values, strict=True)
    return {name: round(value, DECIMALS) for name, value in pairs if not math.isnan(value)}


NUMBERS = {"type": "object", "additionalProperties": {"type": "number"}}
WORDS = {"type": "object", "additionalProperties": {"type": "string"}}


class OutcomeSerializer(serializers.Serializer):
    """What a run found."""

    as_of = serializers.DateField()
    stage = serializers.CharField()
    model = serializers.CharField(source="model.version")
    band = serializers.CharField(source="band_code")
    score = Number()
    aggregate = Number()
    guard = Number()
    lo = Number()
    hi = Number()
    coverage = Number()
    confidence = Number()
    event_seq = serializers.IntegerField()
    computed_at = serializers.DateTimeField()
    input_digest = serializers.CharField(source="digest")
    seconds = serializers.FloatField(allow_null=True)
    batch = serializers.IntegerField(allow_null=True)
    vetoes = serializers.SerializerMethodField()
    dimensions = serializers.SerializerMethodField()
    inputs = serializers.SerializerMethodField()
    states = serializers.SerializerMethodField()
    scores = serializers.SerializerMethodField()
    contributions = serializers.SerializerMethodField()

    def get_vetoes(self, outcome: Outcome) -> list[str]:
        """Codes of the open vetoes."""
        return [veto.code for veto in outcome.open_vetoes]

    @extend_schema_field(NUMBERS)
    def get_dimensions(self, outcome: Outcome) -> dict[str, float]:
        """Scores of the dimensions."""
        return by_name([one.value for one in DIMENSIONS], outcome.dimensions)

    @extend_schema_field(NUMBERS)
    def get_inputs(self, outcome: Outcome) -> dict[str, float]:
        """Measured values by indicator."""
        return by_name(outcome.codes, outcome.inputs)

    @extend_schema_field(WORDS)
    def get_states(self, outcome: Outcome) -> dict[str, str]:
        """State of every indicator."""
        pairs = zip(outcome.codes, outcome.states, strict=True)
        return {code: State(state).name for code, state in pairs}

    @extend_schema_field(NUMBERS)
    def get_scores(self, outcome: Outcome) -> dict[str, float]:
        """Scores by indicator, missing ones filled."""
        return by_name(outcome.codes, outcome.scores)

    @extend_schema_field(NUMBERS)
    def get_contributions(self, outcome: Outcome) -> dict[str, float]:
        """Points by indicator; they sum to the aggregate."""
        scored = by_name(outcome.codes, outcome.scores)
        found = by_name(outcome.codes, outcome.contributions)
        return {code: found[code] for code in scored}


class ResultSerializer(OutcomeSerializer):
    """The newest outcome; `is_waiting` while a newer one is being computed."""

    project = serializers.IntegerField(source="project_id")
    is_waiting = serializers.SerializerMethodField()
    stale_since = serializers.DateTimeField(allow_null=True)
    stale_because = serializers.CharField(allow_blank=True)
    missing = serializers.SerializerMethodField()
    levers = serializers.SerializerMethodField()
    facets = serializers.SerializerMethodField()
    patterns = serializers.SerializerMethodField()
    answers = serializers.SerializerMethodField()
    overrides = serializers.SerializerMethodField()

    @cached_property
    def explanation(self) -> Explanation:
        """The outcome taken apart, once for all fields."""
        result = cast("RiskResult", self.instance)
        return explain(snapshot_of(result), facts_beside(result))

    def get_is_waiting(self, result: RiskResult) -> bool:
        """Whether something changed since."""
        return DirtyProject.objects.filter(pk=result.pk).exists()

    @extend_schema_field(MissingSerializer(many=True))
    def get_missing(self, _result: RiskResult) -> Any:
        """What to provide first."""
        return MissingSerializer(self.explanation.absent, many=True).data

    @extend_schema_field(LeverSerializer(many=True))
    def get_levers(self, _result: RiskResult) -> Any:
        """What would lower the score most."""
        return LeverSerializer(self.explanation.levers, many=True).data

    @extend_schema_field(FacetSerializer(many=True))
    def get_facets(self, _result: RiskResult) -> Any:
        """What sums to the aggregate."""
        parts = [one for dimension in self.explanation.dimensions for one in dimension.facets]
        return FacetSerializer(parts, many=True).data

    @extend_schema_field(PatternSerializer(many=True))
    def get_patterns(self, _result: RiskResult) -> Any:
        """What the facts say together."""
        return PatternSerializer(self.explanation.patterns, many=True).data

    @extend_schema_field(ScoreAnswerSerializer(many=True))
    def get_answers(self, result: RiskResult) -> Any:
        """What contractors say to scores about their own work."""
        replies = replies_in(result.project, self.context["request"].user)
        said = [answer for answers in replies.values() for answer in answers]
        return ScoreAnswerSerializer(said, many=True, context=self.context).data

    @extend_schema_field(OverrideSerializer(many=True))
    def get_overrides(self, result: RiskResult) -> Any:
        """What is set beside the computed score today."""
        rows = overrides_in(result.project, self.context["request"].user).in_force()
        return OverrideSerializer(rows, many=True).data


class ProjectRiskView(APIView):
    """The risk of one project."""

    @extend_schema(responses=ResultSerializer)
    def get(self, request: Request, project_pk: int) -> Response:
        """The newest result; 404 before the first one and for who may not see it."""
        visible = RiskResult.objects.visible_to(request.user).select_related("model", "project")
        found = get_object_or_404(visible, pk=project_pk)
        return Response(ResultSerializer(found, context={"request": request}).data)


class RecomputeView(APIView):
    """Recomputation of one project."""

    @extend_schema(request=None, responses={202: None})
    def post(self, request: Request, project_pk: int) -> Response:
        """Ask for it; the result appears at `…/risk/` soon after."""
        visible = Project.objects.visible_to(request.user)
        project = get_object_or_404(visible, pk=project_pk)
        request_recompute(project, actor=cast("User", request.user))
        return Response(status=status.HTTP_202_ACCEPTED)


class HistoryViewSet(VisibleMixin, mixins.ListModelMixin, viewsets.GenericViewSet):
    """What the outcome was from which day on, newest first."""

    model = RiskPoint
    related = ("model",)
    serializer_class = OutcomeSerializer

    def get_queryset(self) -> Any:
        """Newest first."""
        return super().get_queryset().order_by("-as_of")
