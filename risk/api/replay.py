"""Both histories of a project's risk by REST: as then and as now."""

from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from egov_outsource.rest import caller
from projects.models import Project
from projects.rights import Right
from risk.api.results import Number
from risk.modelling.forms import UnderForm
from risk.modelling.history import history
from risk.views.history import points_of


class ReplayPointSerializer(serializers.Serializer):
    """One day: the score as it was given, and the same inputs under the model in force."""

    as_of = serializers.DateField()
    model = serializers.CharField(source="version")
    then = Number()
    band_then = serializers.CharField()
    now = Number()
    lo_now = Number()
    hi_now = Number()
    band_now = serializers.CharField()
    due = serializers.IntegerField()
    is_new_model = serializers.BooleanField()
    came = serializers.ListField(child=serializers.CharField())
    went = serializers.ListField(child=serializers.CharField())


class ReplaySerializer(serializers.Serializer):
    """The version that is in force, and the latest points, oldest first."""

    model = serializers.CharField()
    points = ReplayPointSerializer(many=True)


class ReplayView(APIView):
    """The history of one project, as then and as now."""

    @extend_schema(
        parameters=[OpenApiParameter("under", OpenApiTypes.INT)], responses=ReplaySerializer
    )
    def get(self, request: Request, project_pk: int) -> Response:
        """Both series; `under` names another version than the one in force."""
        user = caller(request)
        project = get_object_or_404(Project.objects.where(Right.VIEW_RISK, user), pk=project_pk)
        model = UnderForm(request.query_params, user).model()
        found = history(points_of(project, user), model)
        return Response(ReplaySerializer({"model": model.version, "points": found}).data)
