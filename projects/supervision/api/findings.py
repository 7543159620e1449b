"""Findings by REST."""

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action as transition
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from projects.api import OrganisationBrief
from projects.models import Project
from projects.supervision.actions.close_finding import close_finding
from projects.supervision.actions.raise_finding import raise_finding
from projects.supervision.actions.respond_finding import respond_finding
from projects.supervision.actions.return_finding import return_finding
from projects.supervision.addressees import addressees_of
from projects.supervision.api.inputs import NeededNoteInput, RecordViewSet, text
from projects.supervision.models import Finding


class SupervisionFindingSerializer(serializers.ModelSerializer):
    """What was found, answered and closed."""

    organisation = OrganisationBrief(read_only=True)
    addressee = OrganisationBrief(read_only=True)

    class Meta:
        model = Finding
        fields = (
            "id",
            "project",
            "number",
            "title",
            "text",
            "severity",
            "due",
            "status",
            "is_overdue",
            "organisation",
            "addressee",
            "raised_at",
            "response",
            "responded_at",
            "return_note",
            "closed_at",
            "closing_note",
            "version",
        )


class FindingInput(serializers.Serializer):
    """A finding to issue; the day follows from the severity unless it is given."""

    addressee = serializers.IntegerField()
    title = serializers.CharField(max_length=300)
    text = text()
    severity = serializers.ChoiceField(Finding.Severity.choices, required=False)
    due = serializers.DateField(required=False, allow_null=True)


class FindingAnswerInput(serializers.Serializer):
    """The answer."""

    response = text()


class ReturnInput(NeededNoteInput):
    """What is missing, perhaps a new day."""

    due = serializers.DateField(required=False, allow_null=True)


class FindingViewSet(RecordViewSet):
    """Findings of a project."""

    model = Finding
    queryset = Finding.objects.none()
    related = ("organisation", "addressee", "project")
    serializer_class = SupervisionFindingSerializer
    filterset_fields = ("status", "severity", "addressee", "organisation")
    search_fields = ("title", "text")

    @extend_schema(request=FindingInput, responses={201: SupervisionFindingSerializer})
    def create(self, request: Request, project_pk: str) -> Response:
        """Issue a finding."""
        project = self.container(Project)
        given = self.checked(FindingInput)
        addressee = addressees_of(project).filter(pk=given.pop("addressee")).first()
        if addressee is None:
            raise ValidationError(
                {"addressee": [_("Choose a contractor of this project or its owner.")]}
            )
        finding = raise_finding(project, actor=self.actor, addressee=addressee, **given)
        return self.answer(finding, 201)

    @extend_schema(request=FindingAnswerInput, responses=SupervisionFindingSerializer)
    @transition(detail=True, methods=["post"], url_path="response")
    def respond(self, request: Request, project_pk: str, pk: str) -> Response:
        """Answer it."""
        return self.move(respond_finding, FindingAnswerInput)

    @extend_schema(request=ReturnInput, responses=SupervisionFindingSerializer)
    @transition(detail=True, methods=["post"], url_path="return")
    def send_back(self, request: Request, project_pk: str, pk: str) -> Response:
        """Return the answer."""
        return self.move(return_finding, ReturnInput)

    @extend_schema(request=NeededNoteInput, responses=SupervisionFindingSerializer)
    @transition(detail=True, methods=["post"])
    def closure(self, request: Request, project_pk: str, pk: str) -> Response:
        """Close it."""
        return self.move(close_finding, NeededNoteInput)
