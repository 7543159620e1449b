"""The portfolio by REST: what all measures say of the whole, and every line of one."""

from typing import Any

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from risk.portfolio.asked import Asked
from risk.portfolio.form import PortfolioForm
from risk.portfolio.overview import measured, overview
from risk.portfolio.registry import BY_CODE, MEASURES
from risk.portfolio.telling import figures_told, told

QUESTION = [
    OpenApiParameter(name, str)
    for name in (
        "agency",
        "contractor",
        "stage",
        "band",
        "mode",
        "currency",
        "since",
        "until",
    )
]


class KeyFigureSerializer(serializers.Serializer):
    """A number of the whole; marked when it is beyond its start value."""

    name = serializers.CharField()
    value = serializers.FloatField(allow_null=True)
    kind = serializers.CharField()
    currency = serializers.CharField()
    is_alert = serializers.BooleanField()


class MeasureSummarySerializer(serializers.Serializer):
    """A measure with its key figures, and how many lines are marked."""

    code = serializers.CharField()
    name = serializers.CharField()
    alert = serializers.CharField()
    lines = serializers.IntegerField()
    alerts = serializers.IntegerField()
    figures = KeyFigureSerializer(many=True)


class PortfolioSerializer(serializers.Serializer):
    """What all measures say of the projects in question that the caller may see."""

    projects = serializers.IntegerField()
    measures = MeasureSummarySerializer(many=True)


class MeasureSerializer(serializers.Serializer):
    """A measure in full. A line has `id` and `name` of what it is about, its currency and the
    numbers of the measure by name."""

    projects = serializers.IntegerField()
    code = serializers.CharField()
    name = serializers.CharField()
    formula = serializers.CharField()
    alert = serializers.CharField()
    is_calibrated = serializers.BooleanField()
    note = serializers.CharField()
    figures = KeyFigureSerializer(many=True)
    lines = serializers.ListField(child=serializers.DictField())


def asked_by(request: Request) -> Asked:
    """The question in the address."""
    form = PortfolioForm(request.query_params, request.user)
    if not form.is_valid():
        raise serializers.ValidationError(
            {name: [str(one) for one in found] for name, found in form.errors.items()}
        )
    return form.asked()


class PortfolioView(APIView):
    """All measures."""

    @extend_schema(parameters=QUESTION, responses=PortfolioSerializer)
    def get(self, request: Request) -> Response:
        """Key figures and the number of marked lines of every measure."""
        found = overview(request.user, asked_by(request))
        return Response(
            {
                "projects": found.projects,
                "measures": [
                    {
                        "code": measure.code,
                        "name": str(measure.name),
                        "alert": str(measure.alert),
                        "lines": len(found.of(measure).lines),
                        "alerts": found.of(measure).alerts,
                        "figures": figures_told(found.of(measure)),
                    }
                    for measure in MEASURES
                ],
            }
        )


class PortfolioMeasureView(APIView):
    """One measure."""

    @extend_schema(
        operation_id="risk_portfolio_measure",
        parameters=QUESTION,
        responses=MeasureSerializer,
    )
    def get(self, request: Request, code: str) -> Response:
        """All lines of the measure with this code."""
        if code not in BY_CODE:
            raise Http404
        projects, found = measured(request.user, asked_by(request), BY_CODE[code])
        answer: dict[str, Any] = {"projects": projects}
        return Response(answer | told(BY_CODE[code], found))
