"""Requirements and their baseline by REST."""

from decimal import Decimal
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action as transition
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from egov_outsource.accounts.api.fields import VisibleField
from egov_outsource.accounts.models import Organisation
from egov_outsource.rest import ReadViewSet, expected_version
from projects.models import Project
from projects.planning.actions.add_requirement import add_requirement
from projects.planning.actions.change_requirement import change_requirement
from projects.planning.actions.import_requirements import import_requirements
from projects.planning.actions.set_baseline import set_baseline
from projects.planning.actions.withdraw_requirement import withdraw_requirement
from projects.planning.api.items import CommentInput, ReasonsInput
from projects.planning.models import Requirement
from projects.planning.requirements import MOST_SIZE


class RequirementSerializer(serializers.ModelSerializer[Requirement]):
    """A requirement and how it will be judged."""

    is_verifiable = serializers.BooleanField(read_only=True)

    class Meta:
        model = Requirement
        fields = (
            "id",
            "project",
            "number",
            "text",
            "kind",
            "priority",
            "criterion",
            "test_method",
            "size",
            "source",
            "author_organisation",
            "is_verifiable",
            "baselined_at",
            "baselined_size",
            "withdrawn_at",
            "withdrawal_reason",
            "created_by",
            "created_at",
            "version",
        )
        read_only_fields = fields


class RequirementInput(serializers.Serializer[Any]):
    """A requirement; without a number it gets the next one."""

    number = serializers.CharField(max_length=30, required=False, allow_blank=True)
    text = serializers.CharField(max_length=4000)
    kind = serializers.ChoiceField(Requirement.Kind.choices, required=False)
    priority = serializers.ChoiceField(Requirement.Priority.choices, required=False)
    criterion = serializers.CharField(max_length=4000, required=False, allow_blank=True)
    test_method = serializers.CharField(max_length=500, required=False, allow_blank=True)
    size = serializers.DecimalField(
        8, 2, required=False, min_value=Decimal("0.01"), max_value=MOST_SIZE
    )
    source = serializers.CharField(max_length=300, required=False, allow_blank=True)  # type: ignore[assignment]
    author_organisation = VisibleField(Organisation, required=False)


class RequirementChangeInput(RequirementInput):
    """What is changed; with reasons when it is in the baseline."""

    text = serializers.CharField(max_length=4000, required=False)
    reasons = serializers.CharField(max_length=1000, required=False, allow_blank=True)


class RequirementFileInput(serializers.Serializer[Any]):
    """A CSV file of requirements."""

    file = serializers.FileField()


class CountSerializer(serializers.Serializer[Any]):
    """How many."""

    count = serializers.IntegerField()


class RequirementViewSet(ReadViewSet):
    """Requirements of a project, withdrawn ones included."""

    model = Requirement
    queryset = Requirement.objects.none()
    serializer_class = RequirementSerializer
    filterset_fields = {
        "priority": ["exact"],
        "kind": ["exact"],
        "baselined_at": ["isnull"],
        "withdrawn_at": ["isnull"],
    }
    search_fields = ("number", "text")
    ordering_fields = ("number", "size", "created_at")

    @property
    def _project(self) -> Project:
        project: Project = self.container(Project, self.model.visible_by)
        return project

    @extend_schema(request=RequirementInput, responses={201: RequirementSerializer})
    def create(self, request: Request, project_pk: str) -> Response:
        """Add a requirement."""
        made = add_requirement(
            self._project, actor=self.actor, facts=self.checked(RequirementInput)
        )
        return self.answer(made, status.HTTP_201_CREATED)

    @extend_schema(request=RequirementChangeInput, responses=RequirementSerializer)
    def partial_update(self, request: Request, project_pk: str, pk: str) -> Response:
        """Change a requirement; If-Match must carry the ETag. In the baseline: P2, reasons."""
        one = self.get_object()
        version = expected_version(request, one)
        facts = self.checked(RequirementChangeInput)
        reasons = facts.pop("reasons", "")
        changed = change_requirement(
            one, actor=self.actor, facts=facts, reasons=reasons, expected_version=version
        )
        return self.answer(changed)

    @extend_schema(request=ReasonsInput, responses=RequirementSerializer)
    @transition(detail=True, methods=["post"])
    def withdraw(self, request: Request, project_pk: str, pk: str) -> Response:
        """Withdraw a requirement."""
        facts = self.checked(ReasonsInput)
        return self.answer(withdraw_requirement(self.get_object(), actor=self.actor, **facts))

    @extend_schema(
        request={"multipart/form-data": RequirementFileInput},
        responses={201: RequirementSerializer(many=True)},
    )
    @transition(
        detail=False,
        methods=["post"],
        url_path="import",
        parser_classes=[MultiPartParser],
        pagination_class=None,
        filter_backends=[],
    )
    def import_file(self, request: Request, project_pk: str) -> Response:
        """Add the requirements of a CSV file: all or none; every wrong line is named."""
        facts = self.checked(RequirementFileInput)
        made = import_requirements(self._project, actor=self.actor, file=facts["file"].file)
        data = self.get_serializer(made, many=True).data
        return Response(data, status=status.HTTP_201_CREATED)

    @extend_schema(request=CommentInput, responses=CountSerializer)
    @transition(detail=False, methods=["post"], pagination_class=None, filter_backends=[])
    def baseline(self, request: Request, project_pk: str) -> Response:
        """Set the baseline (P2); answers how many requirements it holds."""
        project = set_baseline(self._project, actor=self.actor, **self.checked(CommentInput))
        standing = Requirement.objects.visible_to(self.actor).in_project(project).standing()
        count = standing.filter(baselined_at__isnull=False).count()
        return Response(CountSerializer({"count": count}).data)
