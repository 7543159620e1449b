"""Holds and disposals for programs."""

from typing import Any

from django.apps import apps
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action as transition
from rest_framework.request import Request
from rest_framework.response import Response

from audit.evidence.actions.decide_disposal import decide_disposal
from audit.evidence.actions.place_hold import place_hold
from audit.evidence.actions.propose_disposal import propose_disposal
from audit.evidence.actions.release_hold import release_hold
from audit.evidence.models import Disposal, Document, Hold
from egov_outsource.accounts.api.fields import VisibleField
from egov_outsource.rest import ReadViewSet, caller


class HoldSerializer(serializers.ModelSerializer[Hold]):
    """A legal hold on a document, or on the whole project when `document` is null."""

    class Meta:
        model = Hold
        fields = [
            "id",
            "project",
            "document",
            "reason",
            "placed_by",
            "placed_at",
            "released_by",
            "released_at",
            "release_reason",
        ]
        read_only_fields = fields


class PlaceSerializer(serializers.Serializer[Any]):
    """What is held, and why."""

    document = VisibleField(Document, required=False, allow_null=True)
    reason = serializers.CharField(max_length=2000)


class ReasonSerializer(serializers.Serializer[Any]):
    """Why."""

    reason = serializers.CharField(max_length=2000)


class ProposalSerializer(serializers.Serializer[Any]):
    """What is to be disposed of, and why."""

    document = VisibleField(Document)
    reason = serializers.CharField(max_length=2000)


class VerdictSerializer(serializers.Serializer[Any]):
    """Yes or no."""

    is_approved = serializers.BooleanField()
    reason = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")


class DisposalSerializer(serializers.ModelSerializer[Disposal]):
    """A proposal to remove the content of a document, and what became of it."""

    class Meta:
        model = Disposal
        fields = [
            "id",
            "project",
            "document",
            "reason",
            "state",
            "proposed_by",
            "proposed_at",
            "decided_by",
            "decided_at",
            "decision_reason",
        ]
        read_only_fields = fields


class HoldViewSet(ReadViewSet):
    """Legal holds of a project."""

    model = Hold
    related = ("project", "document")
    serializer_class = HoldSerializer
    filterset_fields = ("document",)

    @extend_schema(request=PlaceSerializer, responses={201: HoldSerializer})
    def create(self, request: Request, project_pk: str | None = None) -> Response:
        """Place one."""
        project = self.container(apps.get_model("projects", "Project"))
        facts = self.checked(PlaceSerializer)
        subject = _within(project, facts.get("document")) or project
        hold = place_hold(subject, actor=caller(request), reason=facts["reason"])
        return self.answer(hold, status.HTTP_201_CREATED)

    @extend_schema(request=ReasonSerializer, responses=HoldSerializer)
    @transition(detail=True, methods=["post"])
    def release(self, request: Request, **keys: Any) -> Response:
        """End it."""
        hold = self.get_object()
        return self.answer(
            release_hold(hold, actor=caller(request), **self.checked(ReasonSerializer))
        )


class DisposalViewSet(ReadViewSet):
    """Disposals of a project: one person proposes, another decides."""

    model = Disposal
    related = ("project", "document")
    serializer_class = DisposalSerializer
    filterset_fields = ("document", "state")

    @extend_schema(request=ProposalSerializer, responses={201: DisposalSerializer})
    def create(self, request: Request, project_pk: str | None = None) -> Response:
        """Propose one."""
        project = self.container(apps.get_model("projects", "Project"))
        facts = self.checked(ProposalSerializer)
        document = _within(project, facts["document"])
        disposal = propose_disposal(document, actor=caller(request), reason=facts["reason"])
        return self.answer(disposal, status.HTTP_201_CREATED)

    @extend_schema(request=VerdictSerializer, responses=DisposalSerializer)
    @transition(detail=True, methods=["post"])
    def decide(self, request: Request, **keys: Any) -> Response:
        """Approve or decline it, as another person."""
        disposal = self.get_object()
        return self.answer(
            decide_disposal(disposal, actor=caller(request), **self.checked(VerdictSerializer))
        )


def _within(project: Any, document: Document | None) -> Any:
    """`document`, which must be one of `project`."""
    if document is not None and document.project_id != project.pk:
        raise serializers.ValidationError({"document": ["There is no such row."]})
    return document
