"""Audits for programs: announced, revised, begun, closed; what belongs to them is made here."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action as transition
from rest_framework.request import Request
from rest_framework.response import Response

from audit.reviews.actions.begin_review import begin_review
from audit.reviews.actions.close_review import close_review
from audit.reviews.actions.draft_finding import draft_finding
from audit.reviews.actions.draft_question import draft_question
from audit.reviews.actions.draw_sample import draw_sample
from audit.reviews.actions.open_review import open_review
from audit.reviews.actions.revise_plan import revise_plan
from audit.reviews.actions.take_report import take_report
from audit.reviews.actions.write_workpaper import write_workpaper
from audit.reviews.api.findings import AuditFindingSerializer, DraftFindingSerializer
from audit.reviews.api.own import (
    DrawSampleSerializer,
    SampleSerializer,
    WorkpaperInputSerializer,
    WorkpaperSerializer,
)
from audit.reviews.api.questions import QuestionInputSerializer, QuestionSerializer
from audit.reviews.models import PlanVersion, Review
from audit.reviews.paper import written
from audit.reviews.views.reporting import pdf_response
from egov_outsource import access
from egov_outsource.accounts.models import Membership, User
from egov_outsource.rest import ReadViewSet, caller, expected_version
from projects.models import Project


class PlanSerializer(serializers.ModelSerializer[PlanVersion]):
    """A version of a plan."""

    class Meta:
        model = PlanVersion
        fields = [
            "number",
            "title",
            "plan",
            "scope",
            "criteria",
            "period_start",
            "period_end",
            "team",
            "reason",
            "made_by",
            "made_at",
        ]
        read_only_fields = fields


class ColleagueField(serializers.PrimaryKeyRelatedField[Any]):
    """The id of an auditor of the caller's own organisation."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=User.objects.none(), **kwargs)

    def get_queryset(self) -> Any:
        """Who serves there as an auditor now."""
        scope = access.scope_of(self.context["request"].user)
        serving = Membership.objects.in_force().filter(
            organisation__in=list(scope.organisations), role=Membership.Role.AUDITOR
        )
        return User.objects.filter(pk__in=serving.values("user"))


class ReviewSerializer(serializers.ModelSerializer[Review]):
    """An audit under one engagement, with every version of its plan."""

    plans = PlanSerializer(many=True, read_only=True)
    team: Any = serializers.PrimaryKeyRelatedField(many=True, read_only=True)

    class Meta:
        model = Review
        fields = [
            "id",
            "project",
            "engagement",
            "title",
            "plan",
            "scope",
            "criteria",
            "period_start",
            "period_end",
            "team",
            "plan_version",
            "plans",
            "status",
            "opened_by",
            "opened_at",
            "begun_at",
            "closed_at",
            "conclusion",
            "summary",
            "version",
        ]
        read_only_fields = fields


class OpenReviewSerializer(serializers.Serializer[Any]):
    """What will be audited, and how."""

    title = serializers.CharField(max_length=300)
    plan = serializers.CharField()
    scope = serializers.CharField(required=False, allow_blank=True)
    criteria = serializers.CharField(required=False, allow_blank=True)
    period_start = serializers.DateField(required=False, allow_null=True)
    period_end = serializers.DateField(required=False, allow_null=True)
    team = ColleagueField(many=True, required=False)


class RevisePlanSerializer(OpenReviewSerializer):
    """Any part of the plan, and why it changes."""

    reason = serializers.CharField()

    def get_fields(self) -> dict[str, Any]:
        """Only the reason is required."""
        fields = super().get_fields()
        for name, field in fields.items():
            field.required = name == "reason"
        return fields


class CloseReviewSerializer(serializers.Serializer[Any]):
    """What the audit came to."""

    conclusion = serializers.CharField()


class ReviewViewSet(ReadViewSet):
    """Audits of a project."""

    model = Review
    related = ("engagement", "project")
    serializer_class = ReviewSerializer
    filterset_fields = ("status",)
    search_fields = ("title",)
    ordering_fields = ("opened_at", "id")

    @extend_schema(request=OpenReviewSerializer, responses={201: ReviewSerializer})
    def create(self, request: Request, **keys: Any) -> Response:
        """Announce an audit."""
        facts = self.checked(OpenReviewSerializer)
        review = open_review(self.container(Project), actor=caller(request), **facts)
        return self.answer(review, status.HTTP_201_CREATED)

    def get_queryset(self) -> QuerySet[Review]:
        """Audits with their teams and plans."""
        rows: QuerySet[Review] = super().get_queryset().prefetch_related("team", "plans")
        return rows

    @extend_schema(request=RevisePlanSerializer, responses=ReviewSerializer)
    def partial_update(self, request: Request, **keys: Any) -> Response:
        """Announce the plan again, changed."""
        review = self.get_object()
        contents = self.checked(RevisePlanSerializer)
        reason = contents.pop("reason")
        version = expected_version(request, review)
        revised = revise_plan(
            review,
            actor=caller(request),
            contents=contents,
            reason=reason,
            expected_version=version,
        )
        return self.answer(revised)

    @extend_schema(request=None, responses=ReviewSerializer)
    @transition(detail=True, methods=["post"])
    def begin(self, request: Request, **keys: Any) -> Response:
        """Begin the audit."""
        review = self.get_object()
        version = expected_version(request, review)
        return self.answer(begin_review(review, actor=caller(request), expected_version=version))

    @extend_schema(responses={(200, "application/pdf"): OpenApiTypes.BINARY})
    @transition(detail=True, methods=["get"])
    def report(self, request: Request, **keys: Any) -> HttpResponse:
        """The report as a PDF; that it was taken is recorded."""
        review = self.get_object()
        return pdf_response(review, written(take_report(review, actor=caller(request))))

    @extend_schema(request=DraftFindingSerializer, responses={201: AuditFindingSerializer})
    @transition(detail=True, methods=["post"])
    def findings(self, request: Request, **keys: Any) -> Response:
        """Draft a finding of this audit."""
        review = self.get_object()
        finding = draft_finding(
            review, actor=caller(request), **self.checked(DraftFindingSerializer)
        )
        return self._made(AuditFindingSerializer, finding)

    @extend_schema(request=CloseReviewSerializer, responses=ReviewSerializer)
    @transition(detail=True, methods=["post"])
    def close(self, request: Request, **keys: Any) -> Response:
        """Close it when everything is settled."""
        review = self.get_object()
        facts = self.checked(CloseReviewSerializer)
        version = expected_version(request, review)
        return self.answer(
            close_review(review, actor=caller(request), expected_version=version, **facts)
        )

    @extend_schema(request=QuestionInputSerializer, responses={201: QuestionSerializer})
    @transition(detail=True, methods=["post"])
    def questions(self, request: Request, **keys: Any) -> Response:
        """Draft a question of this audit."""
        review = self.get_object()
        facts = self.checked(QuestionInputSerializer)
        question = draft_question(review, actor=caller(request), **facts)
        return self._made(QuestionSerializer, question)

    @extend_schema(request=DrawSampleSerializer, responses={201: SampleSerializer})
    @transition(detail=True, methods=["post"])
    def samples(self, request: Request, **keys: Any) -> Response:
        """Draw a sample for this audit."""
        review = self.get_object()
        facts = self.checked(DrawSampleSerializer)
        return self._made(SampleSerializer, draw_sample(review, actor=caller(request), **facts))

    @extend_schema(request=WorkpaperInputSerializer, responses={201: WorkpaperSerializer})
    @transition(detail=True, methods=["post"])
    def workpapers(self, request: Request, **keys: Any) -> Response:
        """Begin a working paper of this audit."""
        review = self.get_object()
        facts = self.checked(WorkpaperInputSerializer)
        paper = write_workpaper(review, actor=caller(request), **facts)
        return self._made(WorkpaperSerializer, paper)

    def _made(self, kind: type[serializers.Serializer], thing: Any) -> Response:
        data = kind(thing, context=self.get_serializer_context()).data
        return Response(data, status=status.HTTP_201_CREATED)
