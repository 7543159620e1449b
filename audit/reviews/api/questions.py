"""Audit questions for programs."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action as transition
from rest_framework.request import Request
from rest_framework.response import Response

from audit.evidence.models import Document
from audit.reviews.actions.answer_question import answer_question
from audit.reviews.actions.ask_question import ask_question
from audit.reviews.actions.change_question import change_question
from audit.reviews.actions.draft_question import draft_question
from audit.reviews.actions.withdraw_question import withdraw_question
from audit.reviews.api.findings import AddresseeField
from audit.reviews.models import Question
from egov_outsource.accounts.api.fields import VisibleField
from egov_outsource.accounts.models import Organisation
from egov_outsource.rest import ReadViewSet, caller, expected_version


class QuestionSerializer(serializers.ModelSerializer[Question]):
    """A question with its answer; attachments as far as the caller sees them."""

    is_late = serializers.BooleanField(read_only=True)
    evidence = serializers.SerializerMethodField()
    answer_evidence = serializers.SerializerMethodField()

    class Meta:
        model = Question
        fields = [
            "id",
            "project",
            "review",
            "number",
            "follows",
            "title",
            "text",
            "evidence",
            "due",
            "is_late",
            "status",
            "organisation",
            "addressee",
            "asked_by",
            "asked_at",
            "answer",
            "answer_evidence",
            "answered_by",
            "answered_at",
            "version",
        ]
        read_only_fields = fields

    def get_evidence(self, question: Question) -> list[int]:
        """What the auditor attached."""
        return self._seen(question.evidence.all())

    def get_answer_evidence(self, question: Question) -> list[int]:
        """What was attached to the answer."""
        return self._seen(question.answer_evidence.all())

    def _seen(self, documents: Any) -> list[int]:
        visible = self.context.get("visible_documents")
        keys = [document.pk for document in documents]
        return keys if visible is None else [key for key in keys if key in visible]


class QuestionInputSerializer(serializers.Serializer[Any]):
    """What the auditor asks."""

    title = serializers.CharField(max_length=300)
    text = serializers.CharField()
    due = serializers.DateField()
    addressee = AddresseeField(queryset=Organisation.objects.none())
    follows = VisibleField(Question, required=False, allow_null=True)
    evidence = VisibleField(Document, many=True, required=False)


class ChangeQuestionSerializer(QuestionInputSerializer):
    """Any part of a draft."""

    def get_fields(self) -> dict[str, Any]:
        """None is required."""
        fields = super().get_fields()
        for field in fields.values():
            field.required = False
        return fields


class FollowUpSerializer(serializers.Serializer[Any]):
    """What is asked after an answer."""

    title = serializers.CharField(max_length=300)
    text = serializers.CharField()
    due = serializers.DateField()
    evidence = VisibleField(Document, many=True, required=False)


class AnswerQuestionSerializer(serializers.Serializer[Any]):
    """The answer."""

    answer = serializers.CharField()
    evidence = VisibleField(Document, many=True, required=False)


class QuestionViewSet(ReadViewSet):
    """Audit questions of a project; drafts are the auditor's own."""

    model = Question
    related = ("review__engagement", "organisation", "addressee", "project")
    serializer_class = QuestionSerializer
    filterset_fields = ("review", "status", "addressee")
    search_fields = ("title", "text")
    ordering_fields = ("due", "asked_at", "number")

    def get_queryset(self) -> QuerySet[Question]:
        """Questions with what is attached."""
        rows: QuerySet[Question] = (
            super().get_queryset().prefetch_related("evidence", "answer_evidence")
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
        question = self.get_object()
        version = expected_version(request, question)
        return self.answer(verb(question, actor=caller(request), expected_version=version, **facts))

    @extend_schema(request=ChangeQuestionSerializer, responses=QuestionSerializer)
    def partial_update(self, request: Request, **keys: Any) -> Response:
        """Change a draft."""
        contents = self.checked(ChangeQuestionSerializer)
        return self._step(request, change_question, {"contents": contents})

    @extend_schema(request=None, responses=QuestionSerializer)
    @transition(detail=True, methods=["post"])
    def ask(self, request: Request, **keys: Any) -> Response:
        """Put the question."""
        return self._step(request, ask_question, {})

    @extend_schema(request=None, responses=QuestionSerializer)
    @transition(detail=True, methods=["post"])
    def withdraw(self, request: Request, **keys: Any) -> Response:
        """Give up a draft."""
        return self._step(request, withdraw_question, {})

    @extend_schema(request=AnswerQuestionSerializer, responses=QuestionSerializer)
    @transition(detail=True, methods=["post"], url_path="answer")
    def reply(self, request: Request, **keys: Any) -> Response:
        """Answer for the addressee."""
        return self._step(request, answer_question, self.checked(AnswerQuestionSerializer))

    @extend_schema(request=FollowUpSerializer, responses={201: QuestionSerializer})
    @transition(detail=True, methods=["post"], url_path="follow-up")
    def follow_up(self, request: Request, **keys: Any) -> Response:
        """Draft a question that follows this one."""
        question = self.get_object()
        facts = self.checked(FollowUpSerializer)
        made = draft_question(
            question.review,
            actor=caller(request),
            addressee=question.addressee,
            follows=question,
            **facts,
        )
        return self.answer(made, status.HTTP_201_CREATED)
