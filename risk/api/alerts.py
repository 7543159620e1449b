"""Alerts about scores by REST: a list with filters, and marking one as seen."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import exceptions, serializers
from rest_framework.decorators import action as transition
from rest_framework.request import Request
from rest_framework.response import Response

from egov_outsource.rest import ReadViewSet
from risk.actions.acknowledge_alert import acknowledge_alert
from risk.api.results import Number
from risk.models import RiskAlert
from risk.models.result import BAND_CODES
from risk.scoring.bands import Band


class AlertSerializer(serializers.ModelSerializer):
    """An alert; bands as words, scores null where there was none."""

    score_before = Number()
    score_after = Number()
    band_before = serializers.SerializerMethodField()
    band_after = serializers.SerializerMethodField()
    words = serializers.CharField(read_only=True)

    class Meta:
        model = RiskAlert
        fields = (
            "id",
            "project",
            "kind",
            "about",
            "words",
            "as_of",
            "noted_at",
            "score_before",
            "score_after",
            "band_before",
            "band_after",
            "seen_by",
            "seen_at",
            "note",
        )

    def get_band_before(self, alert: RiskAlert) -> str:
        """The band as a stable word."""
        return BAND_CODES[Band(alert.band_before)]

    def get_band_after(self, alert: RiskAlert) -> str:
        """The band as a stable word."""
        return BAND_CODES[Band(alert.band_after)]


class SeenSerializer(serializers.Serializer):
    """What follows from the alert."""

    note = serializers.CharField(max_length=500, required=False, allow_blank=True)


KIND = OpenApiParameter("kind", str, enum=RiskAlert.Kind.values)
SEEN = OpenApiParameter("seen", bool)


@extend_schema_view(list=extend_schema(parameters=[KIND, SEEN]))
class AlertViewSet(ReadViewSet):
    """What runs noted, the newest first."""

    model = RiskAlert
    serializer_class = AlertSerializer

    def get_queryset(self) -> Any:
        """Of one kind, seen or not, as asked."""
        rows = super().get_queryset().order_by("-noted_at", "-pk")
        kind, seen = self.request.GET.get("kind"), self.request.GET.get("seen")
        if kind:
            if kind not in RiskAlert.Kind.values:
                raise exceptions.ValidationError({"kind": [", ".join(RiskAlert.Kind.values)]})
            rows = rows.filter(kind=kind)
        return rows if not seen else rows.filter(seen_at__isnull=seen.lower() in {"false", "0"})

    @extend_schema(request=SeenSerializer, responses=AlertSerializer)
    @transition(detail=True, methods=["post"])
    def acknowledgement(self, _request: Request, **_kwargs: Any) -> Response:
        """Mark it as seen."""
        note = self.checked(SeenSerializer).get("note", "")
        return self.answer(acknowledge_alert(self.get_object(), actor=self.actor, note=note))
