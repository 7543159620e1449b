"""The catalogue of indicators by REST."""

from typing import Any

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from risk.catalogue import Indicator, Knots
from risk.definitions.base_rates import BaseRate, base_rate
from risk.definitions.facts_read import facts_read
from risk.definitions.searching import matching
from risk.indicators import BY_CODE, CATALOGUE

ASKED = [
    OpenApiParameter("q", description="Words in code, names, formula, source, veto, red flags"),
    OpenApiParameter("dimension", enum=["P", "M", "S", "A", "X"]),
    OpenApiParameter("facet", description="Key of a facet"),
    OpenApiParameter("tier", enum=["1", "2"]),
    OpenApiParameter("state", enum=["live", "waiting"]),
]


class CaseSerializer(serializers.Serializer):
    """A knot or a case of the map: from this x on, this score."""

    x = serializers.FloatField()
    score = serializers.FloatField()
    name_en = serializers.CharField(required=False)
    name_zh = serializers.CharField(required=False)


class ErrorSerializer(serializers.Serializer):
    """How far the truth may lie from x."""

    relative = serializers.FloatField()
    absolute = serializers.FloatField()


class IndicatorSerializer(serializers.Serializer):
    """A definition of the catalogue."""

    code = serializers.CharField()
    name_en = serializers.CharField()
    name_zh = serializers.CharField()
    dimension = serializers.CharField()
    facet = serializers.CharField(source="facet.key")
    tier = serializers.IntegerField()
    weight_class = serializers.IntegerField()
    weight = serializers.FloatField()
    grain = serializers.CharField()
    due = serializers.CharField()
    freezes = serializers.CharField(allow_null=True)
    retires = serializers.BooleanField()
    direction = serializers.CharField()
    formula = serializers.CharField()
    map_kind = serializers.SerializerMethodField()
    map = serializers.SerializerMethodField()
    missing = serializers.CharField()
    min_n = serializers.IntegerField(allow_null=True)
    veto = serializers.CharField(allow_null=True)
    concerns = serializers.ListField(child=serializers.CharField())
    error = ErrorSerializer()
    provenance = serializers.CharField()
    valid_days = serializers.IntegerField(allow_null=True)
    red_flags = serializers.ListField(child=serializers.CharField())
    calibration = serializers.CharField()
    source_text = serializers.CharField(source="source")
    caveat_en = serializers.CharField()
    caveat_zh = serializers.CharField()
    version = serializers.CharField()
    is_live = serializers.BooleanField()
    awaits_en = serializers.CharField()
    awaits_zh = serializers.CharField()

    def get_map_kind(self, indicator: Indicator) -> str:
        """Straight lines between knots, or a case table."""
        return "knots" if isinstance(indicator.mapping, Knots) else "cases"

    @extend_schema_field(CaseSerializer(many=True))
    def get_map(self, indicator: Indicator) -> list[dict[str, Any]]:
        """The knots or cases in order of x."""
        if isinstance(indicator.mapping, Knots):
            return [{"x": x, "score": score} for x, score in indicator.mapping.points]
        return [
            {
                "x": case.at_least,
                "score": case.score,
                "name_en": case.name_en,
                "name_zh": case.name_zh,
            }
            for case in indicator.mapping.cases
        ]


class FactSerializer(serializers.Serializer):
    """A fact that the indicator reads."""

    name = serializers.CharField()
    meaning = serializers.CharField()
    unit = serializers.CharField()
    by = serializers.CharField()


class BaseRateSerializer(serializers.Serializer):
    """In how many of the measured projects that the caller may see the score is 50 or more."""

    measured = serializers.IntegerField()
    speaking = serializers.IntegerField(allow_null=True)
    share = serializers.FloatField(allow_null=True)
    needs_new_cut = serializers.BooleanField()


class IndicatorDetailSerializer(IndicatorSerializer):
    """A definition with the facts that it reads and its base rate; the rate needs 30 projects."""

    facts = FactSerializer(many=True)
    base_rate = BaseRateSerializer(allow_null=True)


class IndicatorListView(APIView):
    """The catalogue."""

    @extend_schema(parameters=ASKED, responses=IndicatorSerializer(many=True))
    def get(self, request: Request) -> Response:
        """Every definition that fits."""
        found = matching(CATALOGUE, request.query_params)
        return Response(IndicatorSerializer(found, many=True).data)


class IndicatorView(APIView):
    """One indicator."""

    @extend_schema(responses=IndicatorDetailSerializer)
    def get(self, request: Request, code: str) -> Response:
        """Its definition, the facts that it reads, and its base rate."""
        indicator = BY_CODE.get(code)
        if indicator is None:
            raise Http404
        rate = base_rate(indicator, request.user) if indicator.measure else None
        read = [
            {
                "name": f"{group}.{column}",
                "meaning": about.meaning,
                "unit": about.unit,
                "by": about.by.value,
            }
            for group, column, about in facts_read(indicator)
        ]
        body = IndicatorSerializer(indicator).data
        return Response(body | {"facts": read, "base_rate": rate_of(rate)})


def rate_of(rate: BaseRate | None) -> dict[str, Any] | None:
    """The base rate as plain data; below 30 projects only how many there are."""
    if rate is None:
        return None
    return {
        "measured": rate.measured,
        "speaking": rate.speaking if rate.is_known else None,
        "share": rate.share if rate.is_known else None,
        "needs_new_cut": rate.needs_new_cut,
    }
