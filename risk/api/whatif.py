"""What if by REST: other inputs in, both scores and the difference out; nothing is stored."""

from collections.abc import Iterator
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from egov_outsource.errors import NotReady
from egov_outsource.rest import caller
from projects.models import Project
from projects.rights import Right
from risk.models.result import BAND_CODES
from risk.whatif.compare import Comparison, Side, compare
from risk.whatif.pinned import basis_of
from risk.whatif.scenario import pin_of, read_scenario

CODE, MOST = 10, 100


class ScenarioSerializer(serializers.Serializer):
    """What is supposed: values by indicator, indicators without a value or that do not apply,
    vetoes opened or cleared, another stage; `on` and `of` as a link pins them."""

    values = serializers.DictField(child=serializers.FloatField(), required=False)
    missing = serializers.ListField(
        child=serializers.CharField(max_length=CODE), required=False, max_length=MOST
    )
    inapplicable = serializers.ListField(
        child=serializers.CharField(max_length=CODE), required=False, max_length=MOST
    )
    open_vetoes = serializers.ListField(
        child=serializers.CharField(max_length=CODE), required=False, max_length=MOST
    )
    cleared_vetoes = serializers.ListField(
        child=serializers.CharField(max_length=CODE), required=False, max_length=MOST
    )
    stage = serializers.ChoiceField(choices=Project.Stage.choices, required=False)
    on = serializers.DateField(required=False)
    of = serializers.CharField(required=False, max_length=16)

    def pairs(self) -> Iterator[tuple[str, str]]:
        """The same as an address says it."""
        given = self.validated_data
        for code, x in given.get("values", {}).items():
            yield f"x.{code}", repr(x)
        for kind, word, field in (
            ("s", "missing", "missing"),
            ("s", "none", "inapplicable"),
            ("v", "open", "open_vetoes"),
            ("v", "clear", "cleared_vetoes"),
        ):
            for code in given.get(field, []):
                yield f"{kind}.{code}", word
        for name in ("stage", "on", "of"):
            if name in given:
                yield name, str(given[name])


class SideSerializer(serializers.Serializer):
    """The numbers of one side; null where nothing is due."""

    score = serializers.FloatField(allow_null=True)
    aggregate = serializers.FloatField(allow_null=True)
    guard = serializers.FloatField(allow_null=True)
    lo = serializers.FloatField(allow_null=True)
    hi = serializers.FloatField(allow_null=True)
    coverage = serializers.FloatField()
    band = serializers.SerializerMethodField()

    def get_band(self, side: Side) -> str:
        """The band by its borders alone, without the delay of changes."""
        return BAND_CODES[side.band]


class DeltaSerializer(serializers.Serializer):
    """One indicator on both sides, in points of the aggregate."""

    code = serializers.CharField(source="indicator.code")
    now = serializers.FloatField(source="now.points")
    supposed = serializers.FloatField(source="supposed.points")
    change = serializers.FloatField()


class ComparisonSerializer(serializers.Serializer):
    """Both sides; `change` is the sum of the deltas, `others_change`, `guard_change` and
    `veto_change`."""

    now = SideSerializer()
    supposed = SideSerializer()
    deltas = DeltaSerializer(many=True)
    others_change = serializers.FloatField()
    guard_change = serializers.FloatField()
    veto_change = serializers.FloatField()
    change = serializers.FloatField()


class WhatIfSerializer(ComparisonSerializer):
    """A comparison with what it is about, and the address of the page that shows it. `is_past`:
    about facts of the past that the link pins; `is_lost`: these are no longer stored, today's
    stand in for them."""

    on = serializers.DateField()
    of = serializers.CharField()
    is_past = serializers.BooleanField()
    is_lost = serializers.BooleanField()
    address = serializers.CharField()


class WhatIfView(APIView):
    """The risk of a project, were its inputs others."""

    @extend_schema(request=ScenarioSerializer, responses=WhatIfSerializer)
    def post(self, request: Request, project_pk: int) -> Response:
        """Compute it; 404 for who may not see the risk, 409 before there is a score."""
        user = caller(request)
        project = get_object_or_404(Project.objects.where(Right.VIEW_RISK, user), pk=project_pk)
        official = basis_of(project, user, None)
        if official is None:
            raise NotReady("WHAT-IF-EMPTY", _("The project has no score yet."))
        asked = ScenarioSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        pairs = list(asked.pairs())
        basis = basis_of(project, user, pin_of(pairs)) or official
        scenario = read_scenario(pairs, basis.given.codes)
        found: Comparison = compare(basis.given, scenario)
        page = reverse("risk:what_if", args=[project.pk])
        about: dict[str, Any] = {
            "on": basis.pin.day,
            "of": basis.pin.digest,
            "is_past": basis.is_past,
            "is_lost": basis.is_lost,
            "address": f"{page}?{scenario.pinned(basis.pin).query()}",
        }
        return Response(ComparisonSerializer(found).data | about)
