"""The catalogue of indicators by REST."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from risk.catalogue import Indicator
from risk.indicators import CATALOGUE


class IndicatorSerializer(serializers.Serializer):
    """A definition of the catalogue."""

    code = serializers.CharField()
    name_en = serializers.CharField()
    name_zh = serializers.CharField()
    dimension = serializers.CharField()
    facet = serializers.CharField(source="facet.key")
    weight = serializers.FloatField()
    missing = serializers.CharField()
    formula = serializers.CharField()
    source_text = serializers.CharField(source="source")
    caveat_en = serializers.CharField()
    caveat_zh = serializers.CharField()
    version = serializers.CharField()
    is_live = serializers.SerializerMethodField()

    def get_is_live(self, indicator: Indicator) -> bool:
        """Whether it is computed from the platform's own rows."""
        return indicator.measure is not None


class IndicatorView(APIView):
    """The catalogue."""

    @extend_schema(responses=IndicatorSerializer(many=True))
    def get(self, _request: Request) -> Response:
        """Every definition."""
        return Response(IndicatorSerializer(CATALOGUE, many=True).data)
