"""The spine by REST: projects, engagements, control rights, decisions, tasks."""

from typing import Any, cast

from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action as transition
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from egov_outsource.access import may
from egov_outsource.accounts.models import Organisation, User
from egov_outsource.pagination import KeyPages
from egov_outsource.rendering import OrjsonRenderer
from egov_outsource.rest import ReadViewSet, Redacted, expected_version
from projects.actions.appoint_engagement import appoint_engagement
from projects.actions.change_project import change_project
from projects.actions.classify_data import classify_data
from projects.actions.end_engagement import end_engagement
from projects.actions.register_project import register_project
from projects.filters import ProjectFilter
from projects.listing import columns, listed
from projects.models import Agency, Engagement, Project
from projects.rights import Right
from projects.roles import Capacity
from projects.work import tasks_for

THIRD_PARTIES = [c.value for c in Capacity if c.kind == Organisation.Kind.THIRD_PARTY]


class OrganisationBrief(serializers.ModelSerializer):
    """Who it is."""

    class Meta:
        model = Organisation
        fields = ("id", "kind", "name", "name_zh")


class ProjectSerializer(Redacted):
    """A project as a client sees it."""

    owner = OrganisationBrief(read_only=True)
    risk_band = serializers.CharField(read_only=True, allow_null=True)

    class Meta:
        model = Project
        fields = (
            "id",
            "reference",
            "title",
            "title_zh",
            "summary",
            "owner",
            "classification",
            "mlps_level",
            "budget",
            "reference_cost",
            "currency",
            "start_date",
            "end_date",
            "mode",
            "stage",
            "status",
            "source",
            "risk_band",
            "created_at",
            "version",
        )

    def to_representation(self, instance: Project) -> dict[str, Any]:
        """Without the risk band for those who may not see risk."""
        data: dict[str, Any] = super().to_representation(instance)
        if not may(self.context["request"].user, Right.VIEW_RISK, instance):
            data["risk_band"] = None
        return data


class ParticularsInput(serializers.Serializer):
    """What can be changed of a project."""

    title = serializers.CharField(max_length=500)
    title_zh = serializers.CharField(max_length=500, required=False, allow_blank=True)
    summary = serializers.CharField(required=False, allow_blank=True, max_length=20000)
    budget = serializers.DecimalField(18, 2, required=False, allow_null=True, min_value=0)
    reference_cost = serializers.DecimalField(18, 2, required=False, allow_null=True, min_value=0)
    currency = serializers.RegexField("^[A-Z]{3}$", required=False)
    start_date = serializers.DateField(required=False, allow_null=True)
    end_date = serializers.DateField(required=False, allow_null=True)


class ProjectInput(ParticularsInput):
    """A new project; the agency must be one in which the caller may register."""

    agency = serializers.PrimaryKeyRelatedField(queryset=Agency.objects.none())
    reference = serializers.CharField(max_length=80)

    def get_fields(self) -> dict[str, Any]:
        """The agencies that the caller can see."""
        fields: dict[str, Any] = super().get_fields()
        request = self.context.get("request")
        if request is not None:
            fields["agency"].queryset = Agency.objects.visible_to(request.user)
        return fields


class ClassificationInput(serializers.Serializer):
    """Data classification and protection level, with reasons."""

    classification = serializers.ChoiceField(Project.Classification.choices)
    mlps_level = serializers.IntegerField(min_value=1, max_value=5)
    reasons = serializers.CharField(max_length=5000)


class ProjectViewSet(ReadViewSet):
    """Projects in the caller's scope: search `q`, filters, `sort`; registration and change."""

    model = Project
    queryset = Project.objects.none()
    related = ("owner",)
    serializer_class = ProjectSerializer
    filterset_class = ProjectFilter
    filter_backends = (DjangoFilterBackend,)
    pagination_class = KeyPages
    renderer_classes = (OrjsonRenderer,)

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Highest risk first, or as `sort` says; pages by `cursor`."""
        asked = request.query_params
        rows = columns()  # `listed` keeps those that the caller may see
        if self.filterset_class.get_fields().keys() & asked.keys():
            rows = self.filter_queryset(rows)
        pages = KeyPages()
        page = listed(
            rows,
            self.actor,
            cursor=asked.get("cursor", ""),
            sort=asked.get("sort", ""),
            size=pages.get_page_size(request) or pages.page_size,
        )
        return pages.answer(request, page)

    @extend_schema(request=ProjectInput, responses={201: ProjectSerializer})
    def create(self, request: Request) -> Response:
        """Register a project."""
        facts = self.checked(ProjectInput)
        agency = facts.pop("agency")
        project = register_project(agency, actor=self.actor, particulars=facts)
        return self.answer(project, status.HTTP_201_CREATED)

    @extend_schema(request=ParticularsInput, responses=ProjectSerializer)
    def partial_update(self, request: Request, pk: str) -> Response:
        """Change particulars; If-Match must carry the ETag."""
        project = self.get_object()
        facts = ParticularsInput(data=request.data, partial=True)
        facts.is_valid(raise_exception=True)
        changed = change_project(
            project,
            actor=self.actor,
            particulars=facts.validated_data,
            expected_version=expected_version(request, project),
        )
        return self.answer(changed)

    @extend_schema(request=ClassificationInput, responses=ProjectSerializer)
    @transition(detail=True, methods=["post"])
    def classification(self, request: Request, pk: str) -> Response:
        """Decide data classification and protection level (P5)."""
        project = classify_data(
            self.get_object(), actor=self.actor, **self.checked(ClassificationInput)
        )
        return self.answer(project)


class EngagementSerializer(serializers.ModelSerializer):
    """An organisation's part in a project."""

    organisation = OrganisationBrief(read_only=True)

    class Meta:
        model = Engagement
        fields = (
            "id",
            "project",
            "organisation",
            "capacity",
            "purpose",
            "basis",
            "valid_from",
            "valid_to",
            "ended_at",
            "end_reason",
            "is_independent",
        )


class EngagementInput(serializers.Serializer):
    """An appointment."""

    organisation = serializers.PrimaryKeyRelatedField(
        queryset=Organisation.objects.filter(kind=Organisation.Kind.THIRD_PARTY, is_active=True)
    )
    capacity = serializers.ChoiceField(THIRD_PARTIES)
    purpose = serializers.CharField(max_length=300)
    valid_from = serializers.DateTimeField()
    valid_to = serializers.DateTimeField()
    fee = serializers.DecimalField(18, 2, required=False, allow_null=True, min_value=0)
    is_independent = serializers.BooleanField(default=False)


class ReasonInput(serializers.Serializer):
    """Why."""

    reason = serializers.CharField(max_length=500)


class EngagementViewSet(ReadViewSet):
    """Engagements of a project; appointing and ending them (S1)."""

    model = Engagement
    queryset = Engagement.objects.none()
    related = ("organisation",)
    serializer_class = EngagementSerializer

    @extend_schema(request=EngagementInput, responses={201: EngagementSerializer})
    def create(self, request: Request, project_pk: str) -> Response:
        """Appoint a third party."""
        engagement = appoint_engagement(
            self.container(Project), actor=self.actor, **self.checked(EngagementInput)
        )
        return self.answer(engagement, status.HTTP_201_CREATED)

    @extend_schema(request=ReasonInput, responses=EngagementSerializer)
    @transition(detail=True, methods=["post"])
    def end(self, request: Request, project_pk: str, pk: str) -> Response:
        """End it early."""
        ended = end_engagement(self.get_object(), actor=self.actor, **self.checked(ReasonInput))
        return self.answer(ended)


class TaskSerializer(serializers.Serializer):
    """Something that waits for the caller."""

    title = serializers.CharField()
    url = serializers.CharField()
    project = serializers.IntegerField(source="project.pk", allow_null=True, default=None)
    due = serializers.DateField(allow_null=True)
    acting_for = serializers.CharField()
    is_late = serializers.BooleanField()


class TaskView(APIView):
    """What waits for the caller, the most urgent first."""

    @extend_schema(responses=TaskSerializer(many=True))
    def get(self, request: Request) -> Response:
        """All of it."""
        return Response(TaskSerializer(tasks_for(cast("User", request.user)), many=True).data)
