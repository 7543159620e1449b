"""The uncertainty of a project's score and the forecast of its cost by REST."""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.generics import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from egov_outsource.jobs.api import JobSerializer
from egov_outsource.rest import caller
from projects.models import Project
from risk.actions.request_uncertainty import request_uncertainty
from risk.api.results import NUMBERS, Number
from risk.draws.telling import standing
from risk.models import CostForecast, RiskUncertainty
from risk.models.result import BAND_CODES
from risk.scoring.bands import Band

RANGES = {
    "type": "object",
    "additionalProperties": {
        "type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2,
    },
}  # fmt: skip


class ForecastSerializer(serializers.Serializer):
    """Costs at completion as shares of the budget; `is_published` is the prior of the literature,
    not this platform's data. Exponents are null where the class has no tail."""

    as_of = serializers.DateField()
    reported = serializers.DateField(allow_null=True)
    earned = Number()
    spent = Number()
    point = Number()
    p50 = Number()
    p80 = Number()
    p90 = Number()
    overrun_chance = Number()
    is_published = serializers.BooleanField()
    class_size = serializers.IntegerField()
    class_mode = serializers.CharField()
    class_budget = serializers.IntegerField(allow_null=True)
    class_level = serializers.IntegerField(allow_null=True)
    exponent = Number()
    exponent_lo = Number()
    exponent_hi = Number()


class UncertaintySerializer(serializers.Serializer):
    """What the draws say; seed, model and digest make them again to the bit. `quantiles` are in
    percent from 0 to 100, with the floor of an open veto."""

    project = serializers.IntegerField(source="project_id")
    as_of = serializers.DateField()
    model = serializers.CharField(source="model.version")
    catalogue = serializers.CharField(source="model.catalogue_hash")
    seed = serializers.IntegerField()
    digest = serializers.CharField()
    draws = serializers.IntegerField(source="count")
    p05 = Number()
    p50 = Number()
    p95 = Number()
    floor = Number()
    elevated = Number(source="likely_elevated")
    missing = serializers.ListField(child=serializers.CharField())
    classed = serializers.ListField(child=serializers.CharField())
    computed_at = serializers.DateTimeField()
    is_stale = serializers.SerializerMethodField()
    bands = serializers.SerializerMethodField()
    alone = serializers.SerializerMethodField()
    quantiles = serializers.SerializerMethodField()
    forecast = serializers.SerializerMethodField()

    def get_is_stale(self, found: RiskUncertainty) -> bool:
        """Whether the result has moved on since."""
        return standing(found, self.context["request"].user)[1]

    @extend_schema_field(NUMBERS)
    def get_bands(self, found: RiskUncertainty) -> dict[str, float]:
        """The share of draws in each band."""
        return {BAND_CODES[Band(place)]: share for place, share in enumerate(found.bands)}

    @extend_schema_field(RANGES)
    def get_alone(self, found: RiskUncertainty) -> dict[str, list[float]]:
        """The 5 % and 95 % quantile with only this in doubt."""
        return {source.value: [low, high] for source, low, high in found.ranges}

    @extend_schema_field(serializers.ListField(child=serializers.FloatField()))
    def get_quantiles(self, found: RiskUncertainty) -> list[float]:
        """Percent by percent."""
        return [max(value, found.floor) for value in found.quantiles]

    @extend_schema_field(ForecastSerializer(allow_null=True))
    def get_forecast(self, found: RiskUncertainty) -> Any:
        """What the project may cost, while it is under way."""
        visible = CostForecast.objects.visible_to(self.context["request"].user)
        forecast = visible.filter(pk=found.pk).first()
        return ForecastSerializer(forecast).data if forecast else None


class UncertaintyView(APIView):
    """How far the score of one project could be another one."""

    @extend_schema(responses=UncertaintySerializer)
    def get(self, request: Request, project_pk: int) -> Response:
        """The latest draws; 404 before the first ones and for who may not see them."""
        visible = RiskUncertainty.objects.visible_to(request.user).select_related("model")
        found = get_object_or_404(visible, pk=project_pk)
        return Response(UncertaintySerializer(found, context={"request": request}).data)

    @extend_schema(request=None, responses={202: JobSerializer})
    def post(self, request: Request, project_pk: int) -> Response:
        """Have it drawn now; the job says when it is done."""
        visible = Project.objects.visible_to(request.user)
        project = get_object_or_404(visible, pk=project_pk)
        job = request_uncertainty(project, actor=caller(request))
        return Response(JobSerializer(job).data, status=status.HTTP_202_ACCEPTED)
