"""Scores about contractors, their answers, and overrides by REST."""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.decorators import action as transition
from rest_framework.request import Request
from rest_framework.response import Response

from audit.evidence.models import Document
from egov_outsource.rest import ReadViewSet, expected_version
from projects.models import Project
from risk.actions.answer_score import answer_score
from risk.actions.ask_override import ask_override
from risk.actions.refuse_override import refuse_override
from risk.actions.respond_answer import respond_answer
from risk.actions.set_override import set_override
from risk.actions.withdraw_override import withdraw_override
from risk.answers.forms import LONGEST, OUTCOMES
from risk.answers.reading import answers_seen, with_answers
from risk.catalogue import State
from risk.models import RiskOverride, ScoreAnswer, ScoreNotice


class ScoreAnswerSerializer(serializers.ModelSerializer):
    """One version of an answer, and what came of it."""

    code = serializers.CharField(source="notice.code")
    evidence = serializers.SerializerMethodField()

    class Meta:
        model = ScoreAnswer
        fields = (
            "id",
            "project",
            "notice",
            "code",
            "number",
            "text",
            "evidence",
            "answered_at",
            "is_late",
            "outcome",
            "response",
            "responded_at",
        )

    @extend_schema_field(serializers.ListField(child=serializers.IntegerField()))
    def get_evidence(self, answer: ScoreAnswer) -> list[int]:
        """The attached documents that the caller may see, as `answers_seen` has them."""
        return sorted(document.pk for document in answer.evidence.all())


class ScoreNoticeSerializer(serializers.ModelSerializer):
    """A score about a contractor: what was told, what it is now, what was answered."""

    state = serializers.SerializerMethodField()
    band = serializers.CharField(source="band_code")
    answers = ScoreAnswerSerializer(source="said", many=True, read_only=True)

    class Meta:
        model = ScoreNotice
        fields = (
            "id",
            "project",
            "organisation",
            "code",
            "number",
            "reason",
            "told_at",
            "told_score",
            "answer_by",
            "x",
            "state",
            "score",
            "band",
            "as_of",
            "answers",
        )

    def get_state(self, notice: ScoreNotice) -> str:
        """The state of the measurement."""
        return State(notice.state).name


class OverrideSerializer(serializers.ModelSerializer):
    """Another score beside the computed one."""

    band = serializers.CharField(source="band_code")
    is_in_force = serializers.BooleanField()

    class Meta:
        model = RiskOverride
        fields = (
            "id",
            "project",
            "status",
            "score",
            "band",
            "computed",
            "reasons",
            "asked_by",
            "asked_at",
            "decision_reasons",
            "decided_by",
            "decided_at",
            "begins_on",
            "ends_on",
            "is_in_force",
            "withdrawn_at",
            "withdrawal_reasons",
            "version",
        )


class ScoreAnswerInput(serializers.Serializer):
    """An answer."""

    text = serializers.CharField(max_length=LONGEST)
    evidence = serializers.ListField(
        child=serializers.IntegerField(), required=False, max_length=50
    )


class ScoreResponseInput(serializers.Serializer):
    """A response."""

    outcome = serializers.ChoiceField(OUTCOMES)
    response = serializers.CharField(max_length=LONGEST)


class OverrideInput(serializers.Serializer):
    """What is asked for."""

    score = serializers.FloatField(min_value=0, max_value=100)
    reasons = serializers.CharField(max_length=LONGEST)


class SetOverrideInput(serializers.Serializer):
    """Until when it is shown."""

    ends_on = serializers.DateField(help_text="At most 30 days from today.")
    reasons = serializers.CharField(max_length=LONGEST)


class OverrideReasonsInput(serializers.Serializer):
    """Why."""

    reasons = serializers.CharField(max_length=LONGEST)


class ScoreNoticeViewSet(ReadViewSet):
    """Scores about contractors; a contractor reads its own only."""

    model = ScoreNotice
    queryset = ScoreNotice.objects.none()
    serializer_class = ScoreNoticeSerializer
    filterset_fields = ("code", "organisation")

    def get_queryset(self) -> Any:
        """With every version of the answers, the newest first."""
        rows = super().get_queryset()
        return with_answers(rows, self.actor) if self.actor.is_authenticated else rows

    @extend_schema(request=ScoreAnswerInput, responses={201: ScoreAnswerSerializer})
    @transition(detail=True, methods=["post"], url_path="answers")
    def reply(self, request: Request, project_pk: str, pk: str) -> Response:
        """Answer a score about one's own organisation; again, to correct the answer."""
        notice = self.get_object()
        facts = self.checked(ScoreAnswerInput)
        where = {"project": notice.project_id}
        files = [self.related_row(Document, key, **where) for key in facts.pop("evidence", [])]
        said = answer_score(notice, actor=self.actor, evidence=files, **facts)
        shown = answers_seen(self.actor).get(pk=said.pk)
        serializer = ScoreAnswerSerializer(shown, context=self.get_serializer_context())
        return Response(serializer.data, status=status.HTTP_201_CREATED)


class ScoreAnswerViewSet(ReadViewSet):
    """All versions of answers."""

    model = ScoreAnswer
    queryset = ScoreAnswer.objects.none()
    serializer_class = ScoreAnswerSerializer
    filterset_fields = ("notice", "outcome")

    def get_queryset(self) -> Any:
        """What the caller may see."""
        if getattr(self, "swagger_fake_view", False):
            return self.queryset
        return answers_seen(self.actor).filter(project=self.kwargs["project_pk"])

    @extend_schema(request=ScoreResponseInput, responses=ScoreAnswerSerializer)
    @transition(detail=True, methods=["post"], url_path="response", url_name="response")
    def respond(self, request: Request, project_pk: str, pk: str) -> Response:
        """Accept or reject an answer."""
        row = self.get_object()
        made = respond_answer(row, actor=self.actor, **self.checked(ScoreResponseInput))
        return self.answer(answers_seen(self.actor).get(pk=made.pk))


class OverrideViewSet(ReadViewSet):
    """Overrides of a project; they end by themselves."""

    model = RiskOverride
    queryset = RiskOverride.objects.none()
    serializer_class = OverrideSerializer
    filterset_fields = ("status",)
    related = ("project__risk_result__model",)

    @extend_schema(request=OverrideInput, responses={201: OverrideSerializer})
    def create(self, request: Request, project_pk: str) -> Response:
        """Ask for another score."""
        project = self.container(Project)
        asked = ask_override(project, actor=self.actor, **self.checked(OverrideInput))
        return self.answer(asked, status.HTTP_201_CREATED)

    @extend_schema(request=SetOverrideInput, responses=OverrideSerializer)
    @transition(detail=True, methods=["post"])
    def setting(self, request: Request, project_pk: str, pk: str) -> Response:
        """Set it, for at most 30 days."""
        row = self.get_object()
        version, facts = expected_version(request, row), self.checked(SetOverrideInput)
        return self.answer(set_override(row, actor=self.actor, expected_version=version, **facts))

    @extend_schema(request=OverrideReasonsInput, responses=OverrideSerializer)
    @transition(detail=True, methods=["post"])
    def refusal(self, request: Request, project_pk: str, pk: str) -> Response:
        """Refuse it."""
        row = self.get_object()
        version, facts = expected_version(request, row), self.checked(OverrideReasonsInput)
        return self.answer(
            refuse_override(row, actor=self.actor, expected_version=version, **facts)
        )

    @extend_schema(request=OverrideReasonsInput, responses=OverrideSerializer)
    @transition(detail=True, methods=["post"])
    def withdrawal(self, request: Request, project_pk: str, pk: str) -> Response:
        """Withdraw it."""
        row = self.get_object()
        version, facts = expected_version(request, row), self.checked(OverrideReasonsInput)
        return self.answer(
            withdraw_override(row, actor=self.actor, expected_version=version, **facts)
        )
