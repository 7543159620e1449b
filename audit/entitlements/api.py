"""Why can somebody see or do a thing, and who can see it, for programs."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from audit.entitlements.actions.explain_access import explain_access
from audit.entitlements.actions.list_viewers import list_viewers
from audit.entitlements.people import people_known_to
from audit.entitlements.things import thing_named
from egov_outsource import access
from egov_outsource.errors import Hidden
from egov_outsource.ids import row_id
from egov_outsource.pages import visible_or_404
from egov_outsource.rest import caller
from projects.models import Project
from projects.rights import Right, right_of

THING = OpenApiParameter(
    "thing", OpenApiTypes.STR, description="Kind and id, such as `selection.contract:12`"
)


class StepSerializer(serializers.Serializer):
    """One link of the chain."""

    kind = serializers.CharField()
    text = serializers.CharField()
    since = serializers.DateTimeField(allow_null=True)
    until = serializers.DateTimeField(allow_null=True)


class PathSerializer(serializers.Serializer):
    """One chain of links that gives the right."""

    organisation = serializers.IntegerField(source="organisation_id")
    steps = StepSerializer(many=True)


class ExplanationSerializer(serializers.Serializer):
    """The decision, by which rule, who can help, and the way of the grant."""

    person = serializers.IntegerField(source="person.pk")
    right = serializers.CharField(source="right.value")
    allowed = serializers.BooleanField(source="decision.allowed")
    code = serializers.CharField(source="decision.code")
    detail = serializers.CharField(source="decision.message")
    helper = serializers.CharField(source="decision.helper")
    paths = PathSerializer(many=True)


class ViewerSerializer(serializers.Serializer):
    """Somebody who sees the thing."""

    person = serializers.IntegerField(source="person.pk")
    name = serializers.CharField(source="person.name")
    organisation = serializers.IntegerField(source="organisation.pk")
    right = serializers.CharField(source="right.value")
    basis = serializers.CharField()
    since = serializers.DateTimeField()
    until = serializers.DateTimeField(allow_null=True)


class AboutProjectView(APIView):
    """Something asked about a project that the caller sees, or about a thing in it."""

    def asked(self, request: Request, project_pk: int) -> tuple[Project, Any]:
        """The project, and the thing where one is named."""
        project: Project = visible_or_404(Project, caller(request), pk=project_pk)
        name = request.query_params.get("thing", "")
        return project, thing_named(name, project, caller(request)) if name else None


class ExplanationView(AboutProjectView):
    """Why the caller, or somebody whom the caller may know, may or may not do a thing."""

    @extend_schema(
        parameters=[
            OpenApiParameter("person", OpenApiTypes.INT, description="By default the caller"),
            OpenApiParameter("right", OpenApiTypes.STR, enum=[right.value for right in Right]),
            THING,
        ],
        responses=ExplanationSerializer,
    )
    def get(self, request: Request, project_pk: int) -> Response:
        """Answer; a question about somebody else is recorded."""
        project, thing = self.asked(request, project_pk)
        code = request.query_params.get("right", "")
        if code and code not in {right.value for right in Right}:
            raise ValidationError({"right": [f"“{code}” is no right."]})
        answer = explain_access(
            project,
            actor=caller(request),
            person=self._person(request, project),
            right=right_of(code) if code else None,
            thing=thing,
        )
        return Response(ExplanationSerializer(answer).data)

    def _person(self, request: Request, project: Project) -> Any:
        named = request.query_params.get("person", "")
        if not named:
            return caller(request)
        known, number = people_known_to(caller(request), project), row_id(named)
        found = known.filter(pk=number).first() if number is not None else None
        if found is None:
            raise Hidden("HIDDEN", access.NOTHING_HERE)
        return found


class ViewersView(AboutProjectView):
    """Who can see the project or a thing in it, among those whom the caller may know."""

    @extend_schema(parameters=[THING], responses=ViewerSerializer(many=True))
    def get(self, request: Request, project_pk: int) -> Response:
        """All of them; asking is recorded."""
        project, thing = self.asked(request, project_pk)
        viewers = list_viewers(project, actor=caller(request), thing=thing)
        return Response(ViewerSerializer(viewers, many=True).data)
