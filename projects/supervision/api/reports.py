"""Status reports by REST."""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action as transition
from rest_framework.request import Request
from rest_framework.response import Response

from egov_outsource.rest import Redacted
from projects.supervision.actions.correct_status_report import correct_status_report
from projects.supervision.actions.submit_status_report import submit_status_report
from projects.supervision.actions.verify_status_report import verify_status_report
from projects.supervision.api.inputs import RecordViewSet, amount, contract_id, text
from projects.supervision.earned_value import EarnedValue
from projects.supervision.models import StatusReport

RATIOS = ("spi", "cpi", "tcpi")
INDICES = ("spi", "cpi", "eac1", "eac2", "eac3", "etc", "vac", "tcpi")


class IndicesSerializer(serializers.Serializer):
    """What follows from the measures; null is undefined."""

    spi = serializers.FloatField(allow_null=True)
    cpi = serializers.FloatField(allow_null=True)
    eac1 = serializers.FloatField(allow_null=True)
    eac2 = serializers.FloatField(allow_null=True)
    eac3 = serializers.FloatField(allow_null=True)
    etc = serializers.FloatField(allow_null=True)
    vac = serializers.FloatField(allow_null=True)
    tcpi = serializers.FloatField(allow_null=True)


class StatusReportSerializer(Redacted):
    """Cumulative measures at a status date, and their indices; without amounts where these are
    withheld."""

    indices = serializers.SerializerMethodField()

    class Meta:
        model = StatusReport
        fields = (
            "id",
            "project",
            "contract",
            "organisation",
            "as_of",
            "number",
            "bac",
            "pv",
            "ev",
            "ac",
            "ac_view",
            "narrative",
            "submitted_at",
            "verified_at",
            "verified_ev",
            "verification_note",
            "correction_reason",
            "superseded_at",
            "indices",
        )

    @extend_schema_field(IndicesSerializer)
    def get_indices(self, report: StatusReport) -> dict[str, float | None]:
        """With the earned value as verified, where it is."""
        value = EarnedValue(bac=report.bac, pv=report.pv, ev=report.earned, ac=report.ac)
        told = RATIOS if self.get_withheld(report) else INDICES
        named: dict[str, Any] = {name: getattr(value, name) for name in told}
        named = dict.fromkeys(INDICES) | named
        return {name: None if one is None else float(one) for name, one in named.items()}


class FiguresInput(serializers.Serializer):
    """The four measures."""

    bac = amount()
    pv = amount()
    ev = amount()
    ac = amount()
    ac_view = serializers.ChoiceField(StatusReport.CostView.choices, required=False)
    narrative = text(required=False)


class StatusReportInput(FiguresInput):
    """A report to submit."""

    contract = contract_id()
    as_of = serializers.DateField()


class CorrectionInput(FiguresInput):
    """The figures as they should have been."""

    reason = text()


class VerificationInput(serializers.Serializer):
    """What was really earned."""

    verified_ev = amount()
    note = text(required=False)


class StatusReportViewSet(RecordViewSet):
    """Status reports of a project; immutable, corrected by new versions."""

    model = StatusReport
    queryset = StatusReport.objects.none()
    serializer_class = StatusReportSerializer
    filterset_fields = {
        "contract": ["exact"],
        "as_of": ["exact", "gte", "lte"],
        "superseded_at": ["isnull"],
        "verified_at": ["isnull"],
    }

    @extend_schema(request=StatusReportInput, responses={201: StatusReportSerializer})
    def create(self, request: Request, project_pk: str) -> Response:
        """Report progress."""
        return self.begin(submit_status_report, StatusReportInput)

    @extend_schema(request=CorrectionInput, responses=StatusReportSerializer)
    @transition(detail=True, methods=["post"])
    def correction(self, request: Request, project_pk: str, pk: str) -> Response:
        """Replace it by a corrected version, which is the answer."""
        return self.move(correct_status_report, CorrectionInput)

    @extend_schema(request=VerificationInput, responses=StatusReportSerializer)
    @transition(detail=True, methods=["post"])
    def verification(self, request: Request, project_pk: str, pk: str) -> Response:
        """Say what was earned (S2)."""
        return self.move(verify_status_report, VerificationInput)
