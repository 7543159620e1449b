"""Audit findings for programs: drafts, issue, answers, elimination, settlement."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action as transition
from rest_framework.request import Request
from rest_framework.response import Response

from audit.evidence.models import Document
from audit.reviews.actions.change_finding import change_finding
from audit.reviews.actions.issue_finding import issue_finding
from audit.reviews.actions.report_elimination import report_elimination
from audit.reviews.actions.resolve_finding import resolve_finding
from audit.reviews.actions.respond_finding import respond_finding
from audit.reviews.actions.return_finding import return_finding
from audit.reviews.actions.withdraw_finding import withdraw_finding
from audit.reviews.findings import addressees
from audit.reviews.models import AuditFinding, EliminationReport
from egov_outsource.accounts.api.fields import VisibleField
from egov_outsource.accounts.models import Organisation
from egov_outsource.rest import ReadViewSet, caller, expected_version
from projects.models import Project
from projects.rights import Right
from projects.supervision.models import Payment


class PinSerializer(serializers.Serializer[Any]):
    """A document and its digest at issue; empty before."""

    document = serializers.IntegerField(allow_null=True)
    sha256 = serializers.CharField()


class EliminationSerializer(serializers.ModelSerializer[EliminationReport]):
    """What was done about a finding, and what the auditor made of the report."""

    class Meta:
        model = EliminationReport
        fields = [
            "number",
            "done",
            "done_on",
            "status",
            "organisation",
            "submitted_by",
            "submitted_at",
            "judged_by",
            "judged_at",
            "return_reason",
        ]
        read_only_fields = fields


class AuditFindingSerializer(serializers.ModelSerializer[AuditFinding]):
    """A finding with its answer and how it was settled; evidence as far as the caller sees it."""

    evidence = serializers.SerializerMethodField()
    pins = serializers.SerializerMethodField()
    eliminations = EliminationSerializer(many=True, read_only=True)
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
            "category",
            "payment",
            "criterion",
            "condition",
            "cause",
            "effect",
            "recommendation",
            "evidence",
            "pins",
            "eliminations",
            "due",
            "is_late",
            "status",
            "organisation",
            "addressee",
            "raised_by",
            "raised_at",
            "issued_at",
            "response",
            "agreement",
            "planned_measure",
            "measure_due",
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
        keys = [pin.document_id for pin in finding.pins.all()]
        return keys if visible is None else [key for key in keys if key in visible]

    @extend_schema_field(PinSerializer(many=True))
    def get_pins(self, finding: AuditFinding) -> list[dict[str, Any]]:
        """The digests that the finding was issued with; also of documents that one cannot open."""
        visible = self.context.get("visible_documents")
        return [
            {
                "document": pin.document_id
                if visible is None or pin.document_id in visible
                else None,
                "sha256": pin.sha256,
            }
            for pin in finding.pins.all()
        ]


class AddresseeField(serializers.PrimaryKeyRelatedField[Any]):
    """The id of an owner or contractor of a project that the caller audits."""

    def get_queryset(self) -> Any:
        """Whom the caller's findings can address; the action looks at the one project."""
        user = self.context["request"].user
        return addressees(*Project.objects.where(Right.AUDIT, user))


class DraftFindingSerializer(serializers.Serializer[Any]):
    """What the auditor writes."""

    title = serializers.CharField(max_length=300)
    severity = serializers.ChoiceField(choices=AuditFinding.Severity.choices, required=False)
    category = serializers.ChoiceField(choices=AuditFinding.Category.choices, required=False)
    payment = VisibleField(Payment, required=False, allow_null=True)
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
    agreement = serializers.ChoiceField(choices=AuditFinding.Agreement.choices)
    planned_measure = serializers.CharField(required=False, allow_blank=True)
    measure_due = serializers.DateField(required=False, allow_null=True)


class ReportEliminationSerializer(serializers.Serializer[Any]):
    """What was done, when, and what shows it."""

    done = serializers.CharField()
    done_on = serializers.DateField()
    evidence = VisibleField(Document, many=True, required=False)


class FindingReasonSerializer(serializers.Serializer[Any]):
    """Why."""

    reason = serializers.CharField()


class ResolveFindingSerializer(serializers.Serializer[Any]):
    """How it is settled."""

    resolution = serializers.CharField()
    outcome = serializers.ChoiceField(choices=["resolved", "accepted_risk"], required=False)


class AuditFindingViewSet(ReadViewSet):
    """Audit findings of a project; drafts are the auditor's own."""

    model = AuditFinding
    related = ("review", "organisation", "addressee", "project")
    serializer_class = AuditFindingSerializer
    filterset_fields = ("review", "status", "category", "severity", "addressee", "payment")
    search_fields = ("title", "condition")
    ordering_fields = ("due", "raised_at", "number")

    def get_queryset(self) -> QuerySet[AuditFinding]:
        """Findings with their evidence."""
        rows: QuerySet[AuditFinding] = (
            super().get_queryset().prefetch_related("pins", "eliminations")
        )
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

    @extend_schema(request=ReportEliminationSerializer, responses=AuditFindingSerializer)
    @transition(detail=True, methods=["post"])
    def eliminate(self, request: Request, **keys: Any) -> Response:
        """Report what was done."""
        facts = self.checked(ReportEliminationSerializer)
        return self._step(request, report_elimination, facts)

    @extend_schema(request=FindingReasonSerializer, responses=AuditFindingSerializer)
    @transition(detail=True, methods=["post"], url_path="return")
    def send_back(self, request: Request, **keys: Any) -> Response:
        """Return an answer, or a report of elimination."""
        return self._step(request, return_finding, self.checked(FindingReasonSerializer))

    @extend_schema(request=ResolveFindingSerializer, responses=AuditFindingSerializer)
    @transition(detail=True, methods=["post"])
    def resolve(self, request: Request, **keys: Any) -> Response:
        """Settle an answered finding."""
        return self._step(request, resolve_finding, self.checked(ResolveFindingSerializer))
