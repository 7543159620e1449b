"""The risk register by REST."""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.decorators import action as transition
from rest_framework.request import Request
from rest_framework.response import Response

from egov_outsource.accounts.models import User
from egov_outsource.rest import ReadViewSet, expected_version
from projects.models import Project
from projects.supervision.models import Finding
from risk.actions.accept_risk import accept_risk
from risk.actions.add_risk import add_risk
from risk.actions.change_risk import change_risk
from risk.actions.close_risk import close_risk
from risk.actions.complete_measure import complete_measure
from risk.actions.plan_measure import plan_measure
from risk.actions.reopen_risk import reopen_risk
from risk.actions.review_risk import review_risk
from risk.actions.treat_risk import treat_risk
from risk.api import register_words as words
from risk.models import RiskEntry, RiskMeasure
from risk.register.contents import people_of
from risk.register.forms import SCENARIO


class MitigationSerializer(serializers.ModelSerializer):
    """What is done against a risk."""

    class Meta:
        model = RiskMeasure
        fields = ("id", "project", "entry", "text", "owner", "due", "done_on", "note")


class RiskEntrySerializer(serializers.ModelSerializer):
    """A risk with where it stands in the matrix, its measures and its history."""

    level = serializers.CharField(source="level.code")
    first_level = serializers.CharField(source="first_level.code")
    measures = MitigationSerializer(many=True, read_only=True)
    reviews = serializers.SerializerMethodField()
    acceptances = serializers.SerializerMethodField()

    class Meta:
        model = RiskEntry
        fields = (
            "id", "project", "number", "title", "cause", "event", "consequence",
            "first_likelihood", "first_impact", "first_level", "likelihood", "impact", "level",
            "codes", "finding", "owner", "status", "review_on", "closing_reasons", "entered_at",
            "measures", "reviews", "acceptances", "version",
        )  # fmt: skip

    @extend_schema_field(words.RiskReviewSerializer(many=True))
    def get_reviews(self, entry: RiskEntry) -> Any:
        """The history of likelihood and impact."""
        return words.RiskReviewSerializer(entry.reviews.all(), many=True).data

    @extend_schema_field(words.RiskAcceptanceSerializer(many=True))
    def get_acceptances(self, entry: RiskEntry) -> Any:
        """Who accepted it, until when."""
        return words.RiskAcceptanceSerializer(entry.acceptances.all(), many=True).data


class AllRisksViewSet(ReadViewSet):
    """The risks of every project whose risk the caller sees."""

    model = RiskEntry
    queryset = RiskEntry.objects.none()
    serializer_class = RiskEntrySerializer
    filterset_fields = ("status", "owner")
    search_fields = ("title", "cause", "event", "consequence")

    def get_queryset(self) -> Any:
        """With what each answer shows."""
        return super().get_queryset().prefetch_related("measures", "reviews", "acceptances")


class RegisterViewSet(AllRisksViewSet):
    """The register of one project."""

    @extend_schema(request=words.RiskInput, responses={201: RiskEntrySerializer})
    def create(self, request: Request, project_pk: str) -> Response:
        """Enter a risk."""
        project = self.container(Project)
        facts = self.named(project, self.checked(words.RiskInput))
        scenario: Any = {name: facts.pop(name) for name in SCENARIO}
        added = add_risk(project, actor=self.actor, scenario=scenario, **facts)
        return self.answer(added, status.HTTP_201_CREATED)

    @extend_schema(request=words.ScenarioInput, responses=RiskEntrySerializer)
    def partial_update(self, request: Request, project_pk: str, pk: str) -> Response:
        """Correct the scenario; If-Match must carry the ETag."""
        entry = self.get_object()
        version = expected_version(request, entry)
        given = self.named(entry.project, self.checked(words.ScenarioInput, partial=True))
        scenario: Any = {name: given.get(name, getattr(entry, name)) for name in SCENARIO}
        changed = change_risk(entry, actor=self.actor, scenario=scenario, expected_version=version)
        return self.answer(changed)

    def checked(self, serializer_class: Any, *, partial: bool = False) -> dict[str, Any]:
        """The body; what is not given stays, where `partial`."""
        if not partial:
            return super().checked(serializer_class)
        serializer = serializer_class(data=self.request.data, partial=True)
        serializer.is_valid(raise_exception=True)
        return dict(serializer.validated_data)

    def named(self, project: Project, facts: dict[str, Any]) -> dict[str, Any]:
        """The rows that the ids in `facts` name, among what the caller may see."""
        if "finding" in facts:
            facts["finding"] = self.related_row(Finding, facts["finding"], project=project)
        if "owner" in facts:
            facts["owner"] = self.person(project, facts["owner"])
        return facts

    def person(self, project: Project, pk: int) -> User:
        """Somebody of the agency that owns the project.

        Raises:
            ValidationError: there is nobody with this id.

        """
        found = people_of(project).filter(pk=pk).first()
        if found is None:
            raise serializers.ValidationError({"owner": ["There is no such person."]})
        return found

    @extend_schema(request=words.ReviewInput, responses=RiskEntrySerializer)
    @transition(detail=True, methods=["post"])
    def review(self, request: Request, project_pk: str, pk: str) -> Response:
        """Say how likely and grave it is now."""
        entry = self.get_object()
        return self.answer(review_risk(entry, actor=self.actor, **self.checked(words.ReviewInput)))

    @extend_schema(request=words.MeasureInput, responses={201: MitigationSerializer})
    @transition(detail=True, methods=["post"])
    def measures(self, request: Request, project_pk: str, pk: str) -> Response:
        """Plan a measure."""
        entry = self.get_object()
        facts = self.named(entry.project, self.checked(words.MeasureInput))
        measure = plan_measure(entry, actor=self.actor, **facts)
        return Response(MitigationSerializer(measure).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=words.TreatmentInput, responses=RiskEntrySerializer)
    @transition(detail=True, methods=["post"])
    def treatment(self, request: Request, project_pk: str, pk: str) -> Response:
        """Note that every measure is done."""
        entry = self.get_object()
        return self.answer(
            treat_risk(entry, actor=self.actor, **self.checked(words.TreatmentInput))
        )

    @extend_schema(request=words.AcceptanceInput, responses=RiskEntrySerializer)
    @transition(detail=True, methods=["post"])
    def acceptance(self, request: Request, project_pk: str, pk: str) -> Response:
        """Accept it: neither its owner nor who entered it."""
        entry = self.get_object()
        accept_risk(entry, actor=self.actor, **self.checked(words.AcceptanceInput))
        return self.answer(self.get_object())

    @extend_schema(request=words.ClosingInput, responses=RiskEntrySerializer)
    @transition(detail=True, methods=["post"])
    def closing(self, request: Request, project_pk: str, pk: str) -> Response:
        """Close it."""
        entry = self.get_object()
        return self.answer(close_risk(entry, actor=self.actor, **self.checked(words.ClosingInput)))

    @extend_schema(request=words.ReopeningInput, responses=RiskEntrySerializer)
    @transition(detail=True, methods=["post"])
    def reopening(self, request: Request, project_pk: str, pk: str) -> Response:
        """Open it again."""
        entry = self.get_object()
        facts = self.checked(words.ReopeningInput)
        return self.answer(reopen_risk(entry, actor=self.actor, **facts))


class MitigationViewSet(ReadViewSet):
    """Measures against risks of a project."""

    model = RiskMeasure
    queryset = RiskMeasure.objects.none()
    serializer_class = MitigationSerializer
    filterset_fields = ("entry", "owner")

    @extend_schema(request=words.DoneInput, responses=MitigationSerializer)
    @transition(detail=True, methods=["post"])
    def done(self, request: Request, project_pk: str, pk: str) -> Response:
        """Note that it is done."""
        row = self.get_object()
        return self.answer(complete_measure(row, actor=self.actor, **self.checked(words.DoneInput)))
