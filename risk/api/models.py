"""Versions of the risk model by REST: drafting, judging, approving, trying, comparing."""

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.decorators import action as transition
from rest_framework.request import Request
from rest_framework.response import Response

from egov_outsource.rest import ReadViewSet, expected_version
from risk.actions.change_model import change_model
from risk.actions.draft_model import draft_model
from risk.actions.drop_judgement import drop_judgement
from risk.actions.judge_dimensions import judge_dimensions
from risk.actions.publish_model import publish_model
from risk.actions.replay_model import replay_model
from risk.actions.withdraw_model import withdraw_model
from risk.api.model_inputs import (
    ModelChangeInput,
    ModelDraftInput,
    ModelDropInput,
    ModelJudgementInput,
    ModelPublicationInput,
)
from risk.api.results import Number
from risk.modelling.ahp import Verdict, judged
from risk.modelling.comparing import changes_between, verdict_of
from risk.modelling.stewards import authority_of_steward
from risk.models import DimensionJudgement, ModelVersion, ReplayedResult
from risk.views.models.trial import newest_replay, results_of

DECIMALS = 6


class ConsistencySerializer(serializers.Serializer):
    """What judgements say and how far they agree with themselves."""

    weights = serializers.ListField(child=serializers.FloatField())
    eigenvalue = serializers.FloatField()
    index = serializers.FloatField()
    ratio = serializers.FloatField()
    inconsistent_triple = serializers.ListField(child=serializers.CharField())


class ModelJudgementSerializer(serializers.ModelSerializer):
    """A judge's ten judgements in the order P:M, P:S, P:A, P:X, M:S, M:A, M:X, S:A, S:X, A:X."""

    consistency = serializers.SerializerMethodField()

    class Meta:
        model = DimensionJudgement
        fields = ("id", "judge", "standing", "values", "entered_at", "consistency")

    @extend_schema_field(ConsistencySerializer)
    def get_consistency(self, row: DimensionJudgement) -> dict[str, Any]:
        """Of this judge alone."""
        return consistency_of(judged(row.values))


class ModelVersionSerializer(serializers.ModelSerializer):
    """A version with its parameters and judgements."""

    parameters = serializers.DictField(read_only=True)
    judgements = ModelJudgementSerializer(many=True, read_only=True)
    consistency = serializers.SerializerMethodField()

    class Meta:
        model = ModelVersion
        fields = (
            "id",
            "semver",
            "status",
            "base",
            "authority",
            "reasons",
            "parameters",
            "judgements",
            "consistency",
            "inconsistency_reasons",
            "drafted_by",
            "drafted_at",
            "approved_by",
            "approved_at",
            "valid_from",
            "withdrawn_at",
            "version",
        )
        read_only_fields = fields

    @extend_schema_field(ConsistencySerializer(allow_null=True))
    def get_consistency(self, version: ModelVersion) -> dict[str, Any] | None:
        """Of all judges together."""
        found = verdict_of(version)
        return consistency_of(found) if found else None


class ModelChangeSerializer(serializers.Serializer):
    """One thing that differs; level 2 is major, 1 minor, 0 words only."""

    what = serializers.CharField()
    name = serializers.CharField()
    field = serializers.CharField()
    before = serializers.JSONField(allow_null=True)
    after = serializers.JSONField(allow_null=True)
    level = serializers.IntegerField()


class TriedProjectSerializer(serializers.ModelSerializer):
    """A project's newest result, and the same inputs under the version."""

    score_before = Number()
    score = Number()
    lo = Number()
    hi = Number()
    band_before = serializers.CharField(source="band_code_before")
    band = serializers.CharField(source="band_code")

    class Meta:
        model = ReplayedResult
        fields = ("project", "as_of", "score_before", "band_before", "score", "band", "lo", "hi")


class ModelViewSet(ReadViewSet):
    """Versions that the caller may see: the published ones, and drafts of the own authority."""

    model = ModelVersion
    serializer_class = ModelVersionSerializer

    def get_queryset(self) -> Any:
        """With their judgements."""
        return super().get_queryset().prefetch_related("judgements").order_by("-pk")

    @extend_schema(request=ModelDraftInput, responses={201: ModelVersionSerializer})
    def create(self, _request: Request, *_args: Any, **_kwargs: Any) -> Response:
        """Begin a draft from what is in force."""
        authority = authority_of_steward(self.actor)
        draft = draft_model(authority, actor=self.actor, **self.checked(ModelDraftInput))
        return self.answer(draft, status.HTTP_201_CREATED)

    @extend_schema(request=ModelChangeInput, responses=ModelVersionSerializer)
    def partial_update(self, request: Request, *_args: Any, **_kwargs: Any) -> Response:
        """Change a draft; what is not given stays."""
        draft = self.get_object()
        given = self.checked(ModelChangeInput)
        kept = {"semver": draft.semver, "reasons": draft.reasons, "parameters": {}}
        changed = change_model(
            draft,
            actor=self.actor,
            expected_version=expected_version(request, draft),
            **(kept | given),
        )
        return self.answer(changed)

    @extend_schema(request=ModelJudgementInput, responses=ModelVersionSerializer)
    @transition(detail=True, methods=["post"])
    def judgements(self, _request: Request, **_kwargs: Any) -> Response:
        """Enter, or correct, the judgements of an expert."""
        draft = self.get_object()
        given = self.checked(ModelJudgementInput)
        return self.answer(judge_dimensions(draft, actor=self.actor, **given))

    @extend_schema(request=ModelDropInput, responses=ModelVersionSerializer)
    @transition(detail=True, methods=["post"], url_path="judgement-removal")
    def judgement_removal(self, _request: Request, **_kwargs: Any) -> Response:
        """Take an expert's judgements out of a draft."""
        draft = self.get_object()
        given = self.checked(ModelDropInput)
        return self.answer(drop_judgement(draft, actor=self.actor, **given))

    @extend_schema(request=ModelPublicationInput, responses=ModelVersionSerializer)
    @transition(detail=True, methods=["post"])
    def publication(self, _request: Request, **_kwargs: Any) -> Response:
        """Approve a draft."""
        draft = self.get_object()
        given = self.checked(ModelPublicationInput)
        return self.answer(publish_model(draft, actor=self.actor, **given))

    @extend_schema(request=None, responses=ModelVersionSerializer)
    @transition(detail=True, methods=["post"])
    def withdrawal(self, _request: Request, **_kwargs: Any) -> Response:
        """Give a draft up."""
        return self.answer(withdraw_model(self.get_object(), actor=self.actor))

    @extend_schema(
        parameters=[OpenApiParameter("since", OpenApiTypes.INT, required=True)],
        responses=ModelChangeSerializer(many=True),
    )
    @transition(detail=True, methods=["get"], pagination_class=None)
    def changes(self, request: Request, **_kwargs: Any) -> Response:
        """What differs from the version whose id is `since`."""
        version = self.get_object()
        since = request.query_params.get("since", "")
        before = get_object_or_404(
            ModelVersion.objects.visible_to(self.actor),
            pk=int(since) if since.isdigit() else version.base_id or version.pk,
        )
        return Response(ModelChangeSerializer(changes_between(before, version), many=True).data)

    @extend_schema(responses=TriedProjectSerializer(many=True))
    @transition(detail=True, methods=["get"])
    def trial(self, _request: Request, **_kwargs: Any) -> Response:
        """What the version changes in the projects that the caller may see."""
        rows = results_of(newest_replay(self.get_object()), self.actor)
        page: Any = self.paginate_queryset(rows)
        return self.get_paginated_response(TriedProjectSerializer(page, many=True).data)

    @extend_schema(request=None, responses={202: None})
    @trial.mapping.post
    def try_it(self, _request: Request, **_kwargs: Any) -> Response:
        """Try the version on all projects; what it changes appears at the same address."""
        replay_model(self.get_object(), actor=self.actor)
        return Response(status=status.HTTP_202_ACCEPTED)


def consistency_of(found: Verdict) -> dict[str, Any]:
    """A verdict as plain data."""
    return {
        "weights": list(found.weights),
        "eigenvalue": round(found.eigenvalue, DECIMALS),
        "index": round(found.index, DECIMALS),
        "ratio": round(found.ratio, DECIMALS),
        "inconsistent_triple": [one.value for one in found.triple.dimensions]
        if found.triple
        else [],
    }
