"""Plan items by REST, addressed by their codes."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action as transition
from rest_framework.request import Request
from rest_framework.response import Response

from egov_outsource.accounts.api.fields import VisibleField
from egov_outsource.accounts.models import Organisation
from egov_outsource.rest import ReadViewSet, expected_version
from projects.models import Project
from projects.planning.actions.approve_plan_item import approve_plan_item
from projects.planning.actions.mark_not_applicable import mark_not_applicable
from projects.planning.actions.return_plan_item import return_plan_item
from projects.planning.actions.submit_plan_item import submit_plan_item
from projects.planning.actions.write_plan_item import MOST, write_plan_item
from projects.planning.contents import CONTENTS
from projects.planning.items import plan_of
from projects.planning.models import PlanItem

CODE = OpenApiParameter("code", OpenApiTypes.STR, "path", enum=list(CONTENTS))


class PlanItemSerializer(serializers.ModelSerializer[PlanItem]):
    """One of the sixteen items; without id while the plan was not begun."""

    id = serializers.IntegerField(read_only=True, allow_null=True)
    heading = serializers.CharField(source="entry.heading.value", read_only=True)
    label = serializers.CharField(read_only=True)  # type: ignore[assignment]

    class Meta:
        model = PlanItem
        fields = (
            "id",
            "project",
            "code",
            "heading",
            "label",
            "content",
            "status",
            "reason",
            "author",
            "author_organisation",
            "decided_by",
            "decided_at",
            "changed_at",
            "version",
        )
        read_only_fields = fields


class WriteInput(serializers.Serializer[Any]):
    """The text, and who drafted it when it was another organisation."""

    content = serializers.CharField(max_length=MOST)
    drafted_by = VisibleField(Organisation, required=False, allow_null=True)


class ReasonsInput(serializers.Serializer[Any]):
    """Why."""

    reasons = serializers.CharField(max_length=1000)


class CommentInput(serializers.Serializer[Any]):
    """Why, where it needs saying."""

    reasons = serializers.CharField(max_length=1000, required=False, allow_blank=True)


@extend_schema_view(retrieve=extend_schema(parameters=[CODE]))
class PlanItemViewSet(ReadViewSet):
    """The sixteen items of a project's plan."""

    model = PlanItem
    queryset = PlanItem.objects.none()
    serializer_class = PlanItemSerializer
    lookup_field = "code"
    pagination_class = None
    filter_backends = ()

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """All sixteen in their order, begun or not."""
        return Response(self.get_serializer(plan_of(self._project), many=True).data)

    @property
    def _project(self) -> Project:
        project: Project = self.container(Project, self.model.visible_by)
        return project

    @extend_schema(parameters=[CODE], request=WriteInput, responses=PlanItemSerializer)
    def update(self, request: Request, project_pk: str, code: str) -> Response:
        """Write an item (PUT); once the plan was begun If-Match must carry the ETag."""
        project = self._project
        item = PlanItem.objects.filter(project=project, code=code).first()
        version = expected_version(request, item) if item else None
        written = write_plan_item(
            project,
            actor=self.actor,
            code=code,
            expected_version=version,
            **self.checked(WriteInput),
        )
        return self.answer(written)

    @extend_schema(parameters=[CODE], request=None, responses=PlanItemSerializer)
    @transition(detail=True, methods=["post"])
    def submit(self, request: Request, project_pk: str, code: str) -> Response:
        """Ask for approval."""
        return self.answer(submit_plan_item(self.get_object(), actor=self.actor))

    @extend_schema(parameters=[CODE], request=CommentInput, responses=PlanItemSerializer)
    @transition(detail=True, methods=["post"])
    def approve(self, request: Request, project_pk: str, code: str) -> Response:
        """Approve what was submitted (P1)."""
        facts = self.checked(CommentInput)
        return self.answer(approve_plan_item(self.get_object(), actor=self.actor, **facts))

    @extend_schema(parameters=[CODE], request=ReasonsInput, responses=PlanItemSerializer)
    @transition(detail=True, methods=["post"], url_path="return")
    def send_back(self, request: Request, project_pk: str, code: str) -> Response:
        """Return what was submitted, with reasons (P1)."""
        facts = self.checked(ReasonsInput)
        return self.answer(return_plan_item(self.get_object(), actor=self.actor, **facts))

    @extend_schema(parameters=[CODE], request=ReasonsInput, responses=PlanItemSerializer)
    @transition(detail=True, methods=["post"], url_path="not-applicable")
    def not_applicable(self, request: Request, project_pk: str, code: str) -> Response:
        """Decide that the item does not apply (P1)."""
        facts = self.checked(ReasonsInput)
        item = mark_not_applicable(self._project, actor=self.actor, code=code, **facts)
        return self.answer(item)
