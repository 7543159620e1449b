"""Gates by REST: their state, their transitions, reviews, attestations and waivers."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers, status
from rest_framework.decorators import action as transition
from rest_framework.request import Request
from rest_framework.response import Response

from audit.evidence.models import Document
from egov_outsource.accounts.api.fields import VisibleField
from egov_outsource.rest import ReadViewSet
from projects.lifecycle.actions.attest_check import attest_check
from projects.lifecycle.actions.pass_gate import pass_gate
from projects.lifecycle.actions.reopen_gate import reopen_gate
from projects.lifecycle.actions.return_gate import return_gate
from projects.lifecycle.actions.submit_gate import submit_gate
from projects.lifecycle.actions.waive_check import waive_check
from projects.lifecycle.gates import GATES, GateState, State, gate_of, gate_state
from projects.lifecycle.models import Attestation, Gate, GateReview, Waiver
from projects.lifecycle.reviewing import no_review
from projects.models import Project

GATE = OpenApiParameter("gate", OpenApiTypes.STR, "path", enum=list(GATES))


class CheckRowSerializer(serializers.Serializer[Any]):
    """A check and what is found now."""

    code = serializers.CharField(source="check.code")
    label = serializers.CharField(source="check.label")  # type: ignore[assignment]
    kind = serializers.ChoiceField(["hard", "soft"], source="check.kind")
    is_attestable = serializers.BooleanField(source="check.is_attestable")
    state = serializers.ChoiceField([(one.value, one.label) for one in State])
    detail = serializers.CharField()
    attestation = serializers.IntegerField(source="attestation.pk", default=None, allow_null=True)
    waiver = serializers.IntegerField(source="waiver.pk", default=None, allow_null=True)


class GateSerializer(serializers.Serializer[Any]):
    """A gate of a project as it is now; `seen` is for the reviewer's decision."""

    gate = serializers.ChoiceField(Gate.choices, source="place.gate.value")
    stage = serializers.CharField(source="place.stage.value")
    point = serializers.CharField(source="place.point.value")
    review = serializers.IntegerField(source="review.pk", default=None, allow_null=True)
    review_status = serializers.CharField(source="review.status", default="", allow_blank=True)
    met = serializers.IntegerField()
    checks = CheckRowSerializer(source="rows", many=True)
    seen = serializers.CharField(source="fingerprint")


class GateReviewSerializer(serializers.ModelSerializer[GateReview]):
    """One round of a gate, with its frozen snapshot once it was decided."""

    snapshot = serializers.JSONField(read_only=True)

    class Meta:
        model = GateReview
        fields = (
            "id",
            "project",
            "gate",
            "round",
            "status",
            "note",
            "submitted_by",
            "submitted_at",
            "reviewed_by",
            "reviewed_at",
            "reasons",
            "snapshot",
            "snapshot_digest",
            "reopened_by",
            "reopened_at",
            "reopen_reason",
            "version",
        )
        read_only_fields = fields


class SubmitInput(serializers.Serializer[Any]):
    """A word to the reviewer."""

    note = serializers.CharField(max_length=4000, required=False, allow_blank=True)


class PassInput(serializers.Serializer[Any]):
    """The decision, and what the reviewer saw."""

    reasons = serializers.CharField(max_length=4000, required=False, allow_blank=True)
    seen = serializers.CharField(max_length=10_000, required=False)


class GateReasonsInput(serializers.Serializer[Any]):
    """What is missing or wrong."""

    reasons = serializers.CharField(max_length=4000)


class ReopenInput(serializers.Serializer[Any]):
    """Why a passed gate is opened again."""

    reason = serializers.CharField(max_length=4000)


@extend_schema_view(
    list=extend_schema(responses=GateSerializer(many=True)),
    retrieve=extend_schema(parameters=[GATE], responses=GateSerializer),
)
class GateViewSet(ReadViewSet):
    """The five gates of a project."""

    model = GateReview
    queryset = GateReview.objects.none()
    serializer_class = GateReviewSerializer
    lookup_url_kwarg = "gate"
    pagination_class = None
    filter_backends = ()

    @property
    def _project(self) -> Project:
        project: Project = self.container(Project, self.model.visible_by)
        return project

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """All five with their checks as they are now."""
        project = self._project
        states = [gate_state(project, place) for place in GATES.values()]
        return Response(GateSerializer(states, many=True).data)

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One gate with its checks as they are now."""
        return Response(GateSerializer(self._state()).data)

    def _state(self) -> GateState:
        return gate_state(self._project, gate_of(self.kwargs["gate"]))

    def _review(self) -> GateReview:
        """The review that is open or passed."""
        project = self._project
        place = gate_of(self.kwargs["gate"])
        live = GateReview.objects.visible_to(self.actor).filter(
            project=project,
            gate=place.gate,
            status__in=[GateReview.Status.SUBMITTED, GateReview.Status.PASSED],
        )
        review: GateReview | None = live.select_related("project").first()
        if review is None:
            raise no_review()
        return review

    @extend_schema(parameters=[GATE], request=SubmitInput, responses={201: GateReviewSerializer})
    @transition(detail=True, methods=["post"])
    def submit(self, request: Request, project_pk: str, gate: str) -> Response:
        """Submit the gate of the project's stage for review."""
        facts = self.checked(SubmitInput)
        review = submit_gate(self._project, actor=self.actor, gate=gate, **facts)
        return self.answer(review, status.HTTP_201_CREATED)

    @extend_schema(parameters=[GATE], request=PassInput, responses=GateReviewSerializer)
    @transition(detail=True, methods=["post"], url_path="pass")
    def let_pass(self, request: Request, project_pk: str, gate: str) -> Response:
        """Pass the submitted gate; freezes the snapshot and moves the project on."""
        facts = self.checked(PassInput)
        return self.answer(pass_gate(self._review(), actor=self.actor, **facts))

    @extend_schema(parameters=[GATE], request=GateReasonsInput, responses=GateReviewSerializer)
    @transition(detail=True, methods=["post"], url_path="return")
    def send_back(self, request: Request, project_pk: str, gate: str) -> Response:
        """Return the submitted gate with reasons."""
        facts = self.checked(GateReasonsInput)
        return self.answer(return_gate(self._review(), actor=self.actor, **facts))

    @extend_schema(parameters=[GATE], request=ReopenInput, responses=GateReviewSerializer)
    @transition(detail=True, methods=["post"])
    def reopen(self, request: Request, project_pk: str, gate: str) -> Response:
        """Reopen the passed gate; later gates with it."""
        facts = self.checked(ReopenInput)
        return self.answer(reopen_gate(self._review(), actor=self.actor, **facts))


class GateReviewViewSet(ReadViewSet):
    """Every review of the project's gates."""

    model = GateReview
    queryset = GateReview.objects.none()
    serializer_class = GateReviewSerializer
    filterset_fields = ("gate", "status")
    ordering_fields = ("submitted_at", "round")


class AttestationSerializer(serializers.ModelSerializer[Attestation]):
    """A person's word on a check."""

    class Meta:
        model = Attestation
        fields = (
            "id",
            "project",
            "gate",
            "check_code",
            "holds",
            "is_applicable",
            "statement",
            "document",
            "attested_by",
            "attested_at",
            "superseded_at",
        )
        read_only_fields = fields


class AttestationInput(serializers.Serializer[Any]):
    """A statement on a check, with evidence of the same project."""

    gate = serializers.ChoiceField(Gate.choices)
    code = serializers.CharField(max_length=40)
    statement = serializers.CharField(max_length=4000)
    holds = serializers.BooleanField(required=False, default=True)
    is_applicable = serializers.BooleanField(required=False, default=True)
    document = VisibleField(Document, required=False, allow_null=True)


class AttestationViewSet(ReadViewSet):
    """Attestations, superseded ones included."""

    model = Attestation
    queryset = Attestation.objects.none()
    serializer_class = AttestationSerializer
    filterset_fields = {
        "gate": ["exact"],
        "check_code": ["exact"],
        "superseded_at": ["isnull"],
    }
    ordering_fields = ("attested_at",)

    @extend_schema(request=AttestationInput, responses={201: AttestationSerializer})
    def create(self, request: Request, project_pk: str) -> Response:
        """Attest a check; an earlier word on it is superseded."""
        project = self.container(Project, self.model.visible_by)
        made = attest_check(project, actor=self.actor, **self.checked(AttestationInput))
        return self.answer(made, status.HTTP_201_CREATED)


class WaiverSerializer(serializers.ModelSerializer[Waiver]):
    """A soft check that rests for a time."""

    is_in_force = serializers.BooleanField(read_only=True)

    class Meta:
        model = Waiver
        fields = (
            "id",
            "project",
            "gate",
            "check_code",
            "reason",
            "issued_by",
            "issued_at",
            "issued_on",
            "expires_on",
            "is_in_force",
        )
        read_only_fields = fields


class WaiverInput(serializers.Serializer[Any]):
    """Why a soft check may rest, and until when."""

    gate = serializers.ChoiceField(Gate.choices)
    code = serializers.CharField(max_length=40)
    reason = serializers.CharField(max_length=4000)
    expires_on = serializers.DateField()


class WaiverViewSet(ReadViewSet):
    """Waivers, ended ones included."""

    model = Waiver
    queryset = Waiver.objects.none()
    serializer_class = WaiverSerializer
    filterset_fields = ("gate", "check_code")
    ordering_fields = ("issued_at", "expires_on")

    @extend_schema(request=WaiverInput, responses={201: WaiverSerializer})
    def create(self, request: Request, project_pk: str) -> Response:
        """Waive a soft check for at most 90 days."""
        project = self.container(Project, self.model.visible_by)
        made = waive_check(project, actor=self.actor, **self.checked(WaiverInput))
        return self.answer(made, status.HTTP_201_CREATED)
