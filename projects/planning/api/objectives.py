"""Objectives by REST."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action as transition
from rest_framework.request import Request
from rest_framework.response import Response

from egov_outsource.rest import ReadViewSet, expected_version
from projects.models import Project
from projects.planning.actions.add_objective import add_objective
from projects.planning.actions.change_objective import change_objective
from projects.planning.actions.withdraw_objective import withdraw_objective
from projects.planning.api.items import ReasonsInput
from projects.planning.models import Objective


class ObjectiveSerializer(serializers.ModelSerializer[Objective]):
    """What the project is for, measured."""

    is_measurable = serializers.BooleanField(read_only=True)

    class Meta:
        model = Objective
        fields = (
            "id",
            "project",
            "title",
            "measure",
            "unit",
            "baseline",
            "target",
            "actual",
            "method",
            "owner",
            "weight",
            "is_measurable",
            "withdrawn_at",
            "withdrawal_reason",
            "version",
        )
        read_only_fields = fields


class ObjectiveInput(serializers.Serializer[Any]):
    """An objective."""

    title = serializers.CharField(max_length=300)
    measure = serializers.CharField(max_length=300, required=False, allow_blank=True)
    unit = serializers.CharField(max_length=40, required=False, allow_blank=True)
    baseline = serializers.DecimalField(18, 4, required=False, allow_null=True)
    target = serializers.DecimalField(18, 4, required=False, allow_null=True)
    actual = serializers.DecimalField(18, 4, required=False, allow_null=True)
    method = serializers.CharField(max_length=500, required=False, allow_blank=True)
    owner = serializers.CharField(max_length=150, required=False, allow_blank=True)
    weight = serializers.DecimalField(6, 2, required=False)


class ObjectiveChangeInput(ObjectiveInput):
    """What is changed."""

    title = serializers.CharField(max_length=300, required=False)


class ObjectiveViewSet(ReadViewSet):
    """Objectives of a project, withdrawn ones included."""

    model = Objective
    queryset = Objective.objects.none()
    serializer_class = ObjectiveSerializer
    search_fields = ("title", "measure")
    ordering_fields = ("id", "weight")

    @extend_schema(request=ObjectiveInput, responses={201: ObjectiveSerializer})
    def create(self, request: Request, project_pk: str) -> Response:
        """State an objective."""
        project = self.container(Project, self.model.visible_by)
        made = add_objective(project, actor=self.actor, facts=self.checked(ObjectiveInput))
        return self.answer(made, status.HTTP_201_CREATED)

    @extend_schema(request=ObjectiveChangeInput, responses=ObjectiveSerializer)
    def partial_update(self, request: Request, project_pk: str, pk: str) -> Response:
        """Change an objective, after G1 only `actual`; If-Match must carry the ETag."""
        one = self.get_object()
        changed = change_objective(
            one,
            actor=self.actor,
            expected_version=expected_version(request, one),
            facts=self.checked(ObjectiveChangeInput),
        )
        return self.answer(changed)

    @extend_schema(request=ReasonsInput, responses=ObjectiveSerializer)
    @transition(detail=True, methods=["post"])
    def withdraw(self, request: Request, project_pk: str, pk: str) -> Response:
        """Withdraw an objective."""
        facts = self.checked(ReasonsInput)
        return self.answer(withdraw_objective(self.get_object(), actor=self.actor, **facts))
