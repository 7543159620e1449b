"""The rules that keep duties apart, and what they find in a project."""

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from egov_outsource.rest import caller
from projects.duty_rules import RULES
from projects.models import Project
from projects.parts import conflicts_in
from projects.rights import Right


class DutyRuleSerializer(serializers.Serializer):
    """One rule; `waits_for` says which part is not checked yet."""

    code = serializers.CharField()
    text = serializers.CharField()
    basis = serializers.CharField()
    compares = serializers.CharField()
    moments = serializers.ListField(child=serializers.CharField())
    means = serializers.ListField(child=serializers.CharField())
    is_verified = serializers.BooleanField()
    waits_for = serializers.CharField()


class DutyConflictSerializer(serializers.Serializer):
    """Somebody holds two things that a rule keeps apart."""

    rule = serializers.CharField()
    who = serializers.CharField()
    holds = serializers.CharField()
    against = serializers.CharField()


class DutyRulesView(APIView):
    """The catalogue of rules."""

    @extend_schema(responses=DutyRuleSerializer(many=True))
    def get(self, request: Request) -> Response:
        """All fourteen."""
        return Response(DutyRuleSerializer(list(RULES.values()), many=True).data)


class ProjectDutiesView(APIView):
    """Conflicts in one project."""

    @extend_schema(responses=DutyConflictSerializer(many=True))
    def get(self, request: Request, project_pk: int) -> Response:
        """What the rules find now; 404 for who may not see the control rights."""
        visible = Project.objects.where(Right.VIEW_ALLOCATION, caller(request))
        found = conflicts_in(get_object_or_404(visible, pk=project_pk))
        return Response(DutyConflictSerializer(found, many=True).data)
