"""Audit work for programs: reviews and findings with their steps."""

from typing import Any, cast

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action as transition
from rest_framework.request import Request
from rest_framework.response import Response

from audit.evidence.models import Document
from audit.reviews.actions.change_finding import change_finding
from audit.reviews.actions.close_review import close_review
from audit.reviews.actions.draft_finding import draft_finding
from audit.reviews.actions.issue_finding import issue_finding
from audit.reviews.actions.open_review import open_review
from audit.reviews.actions.resolve_finding import resolve_finding
from audit.reviews.actions.respond_finding import respond_finding
from audit.reviews.actions.return_finding import return_finding
from audit.reviews.actions.withdraw_finding import withdraw_finding
from audit.reviews.findings import addressees
from audit.reviews.models import AuditFinding, Review
from egov_outsource.accounts.api.fields import VisibleField
from egov_outsource.accounts.models import Organisation, User
from egov_outsource.rest import ReadViewSet, expected_version
from projects.models import Project
from projects.rights import Right


def caller(request: Request) -> User:
    """Who asks; the framework let nobody else through."""
    return cast("User", request.user)


class ReviewSerializer(serializers.ModelSerializer[Review]):
    """An audit under one engagement."""

    class Meta:
        model = Review
        fields = [
            "id",
            "project",
            "engagement",
            "title",
            "plan",
            "status",
            "opened_by",
            "opened_at",
            "closed_at",
            "conclusion",
            "version",
        ]
        read_only_fields = fields


class AuditFindingSerializer(serializers.ModelSerializer[AuditFinding]):
    """A finding with its answer and how it was settled; evidence as far as the caller sees it."""

    evidence = serializers.SerializerMethodField()
    is_late = serializers.BooleanField(read_only=True)

    class Meta:
        model = AuditFinding
        fields = [
            "id",
            "project",
            "review",
            "number",
            "title",
            "severity",
            "criterion",
            "condition",
            "cause",
            "effect",
            "recommendation",
            "evidence",
            "due",
            "is_late",
            "status",
            "organisation",
            "addressee",
            "raised_by",
            "raised_at",
            "issued_at",
            "response",
            "responded_by",
            "responded_at",
            "return_reason",
            "resolution",
            "resolved_by",
            "resolved_at",
            "version",
        ]
        read_only_fields = fields

    def get_evidence(self, finding: AuditFinding) -> list[int]:
        """Ids of the documents that the caller may see."""
        visible = self.context.get("visible_documents")
        keys = [document.pk for document in finding.evidence.all()]
        return keys if visible is None else [key for key in keys if key in visible]


class AddresseeField(serializers.PrimaryKeyRelatedField[Any]):
    """The id of an owner or contractor of a project that the caller audits."""

    def get_queryset(self) -> Any:
        """Whom the caller's findings can address; the action looks at the one project."""
        user = self.context["request"].user
        return addressees(*Project.objects.where(Right.AUDIT, user))


class OpenReviewSerializer(serializers.Serializer[Any]):
    """What will be audited, and how."""

    title = serializers.CharField(max_length=300)
    plan = serializers.CharField()


class CloseReviewSerializer(serializers.Serializer[Any]):
    """What the audit came to."""

    conclusion = serializers.CharField()


class DraftFindingSerializer(serializers.Serializer[Any]):
    """What the auditor writes."""

    title = serializers.CharField(max_length=300)
    severity = serializers.ChoiceField(choices=AuditFinding.Severity.choices, required=False)
    criterion = serializers.CharField()
    condition = serializers.CharField()
    cause = serializers.CharField(required=False, allow_blank=True)
    effect = serializers.CharField(required=False, allow_blank=True)
    recommendation = serializers.CharField(required=False, allow_blank=True)
    due = serializers.DateField()
    addressee = AddresseeField(queryset=Organisation.objects.none())
    evidence = VisibleField(Document, many=True, required=False)


class ChangeFindingSerializer(DraftFindingSerializer):
    """Any part of a draft."""

    def get_fields(self) -> dict[str, Any]:
        """None is required."""
        fields = super().get_fields()
        for field in fields.values():
            field.required = False
        return fields


class RespondFindingSerializer(serializers.Serializer[Any]):
    """The answer."""

    response = serializers.CharField()


class FindingReasonSerializer(serializers.Serializer[Any]):
    """Why."""

    reason = serializers.CharField()


class ResolveFindingSerializer(serializers.Serializer[Any]):
    """How it is settled."""

    resolution = serializers.CharField()
    outcome = serializers.ChoiceField(choices=["resolved", "accepted_risk"], required=False)


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

    @extend_schema(request=DraftFindingSerializer, responses={201: AuditFindingSerializer})
    @transition(detail=True, methods=["post"])
    def findings(self, request: Request, **keys: Any) -> Response:
        """Draft a finding of this audit."""
        review = self.get_object()
        finding = draft_finding(
            review, actor=caller(request), **self.checked(DraftFindingSerializer)
        )
        data = AuditFindingSerializer(finding, context=self.get_serializer_context()).data
        return Response(data, status=status.HTTP_201_CREATED)

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


class AuditFindingViewSet(ReadViewSet):
    """Audit findings of a project; drafts are the auditor's own."""

    model = AuditFinding
    related = ("review", "organisation", "addressee", "project")
    serializer_class = AuditFindingSerializer
    filterset_fields = ("review", "status", "severity", "addressee")
    search_fields = ("title", "condition")
    ordering_fields = ("due", "raised_at", "number")

    def get_queryset(self) -> QuerySet[AuditFinding]:
        """Findings with their evidence."""
        rows: QuerySet[AuditFinding] = super().get_queryset().prefetch_related("evidence")
        return rows

    def get_serializer_context(self) -> dict[str, Any]:
        """Which documents of the project the caller sees."""
        context = dict(super().get_serializer_context())
        if not getattr(self, "swagger_fake_view", False):
            documents = Document.objects.visible_to(self.request.user).filter(
                project=self.kwargs["project_pk"]
            )
            context["visible_documents"] = set(documents.values_list("pk", flat=True))
        return context

    def _step(self, request: Request, verb: Any, facts: dict[str, Any]) -> Response:
        finding = self.get_object()
        version = expected_version(request, finding)
        return self.answer(verb(finding, actor=caller(request), expected_version=version, **facts))

    @extend_schema(request=ChangeFindingSerializer, responses=AuditFindingSerializer)
    def partial_update(self, request: Request, **keys: Any) -> Response:
        """Change a draft."""
        return self._step(
            request, change_finding, {"contents": self.checked(ChangeFindingSerializer)}
        )

    @extend_schema(request=None, responses=AuditFindingSerializer)
    @transition(detail=True, methods=["post"])
    def issue(self, request: Request, **keys: Any) -> Response:
        """Issue a complete draft."""
        return self._step(request, issue_finding, {})

    @extend_schema(request=FindingReasonSerializer, responses=AuditFindingSerializer)
    @transition(detail=True, methods=["post"])
    def withdraw(self, request: Request, **keys: Any) -> Response:
        """Give up a draft."""
        facts = self.checked(FindingReasonSerializer)
        return self.answer(withdraw_finding(self.get_object(), actor=caller(request), **facts))

    @extend_schema(request=RespondFindingSerializer, responses=AuditFindingSerializer)
    @transition(detail=True, methods=["post"])
    def respond(self, request: Request, **keys: Any) -> Response:
        """Answer for the addressee."""
        return self._step(request, respond_finding, self.checked(RespondFindingSerializer))

    @extend_schema(request=FindingReasonSerializer, responses=AuditFindingSerializer)
    @transition(detail=True, methods=["post"], url_path="return")
    def send_back(self, request: Request, **keys: Any) -> Response:
        """Return an answer."""
        return self._step(request, return_finding, self.checked(FindingReasonSerializer))

    @extend_schema(request=ResolveFindingSerializer, responses=AuditFindingSerializer)
    @transition(detail=True, methods=["post"])
    def resolve(self, request: Request, **keys: Any) -> Response:
        """Settle an answered finding."""
        return self._step(request, resolve_finding, self.checked(ResolveFindingSerializer))
