"""Access reports for programs."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action as transition
from rest_framework.request import Request
from rest_framework.response import Response

from audit.entitlements.actions.confirm_report import confirm_report
from audit.entitlements.models import AccessReport
from audit.entitlements.reading import FLAG_LABELS, narrowed
from egov_outsource.rest import ReadViewSet, expected_version


class AccessReportSerializer(serializers.ModelSerializer):
    """A report without its rows."""

    due = serializers.DateField(read_only=True)
    is_overdue = serializers.BooleanField(read_only=True)
    counts = serializers.DictField(child=serializers.IntegerField(), read_only=True)

    class Meta:
        model = AccessReport
        fields = (
            "id",
            "agency",
            "as_of",
            "opened_at",
            "counts",
            "due",
            "is_overdue",
            "reviewed_by",
            "reviewed_at",
            "note",
            "version",
        )
        read_only_fields = fields


class HoldingSerializer(serializers.Serializer):
    """Who holds what, by which basis, from when to when, and what to look at."""

    person = serializers.IntegerField()
    name = serializers.CharField()
    organisation = serializers.IntegerField()
    organisation_name = serializers.CharField()
    role = serializers.CharField()
    basis = serializers.CharField()
    project = serializers.IntegerField(allow_null=True)
    rights = serializers.ListField(child=serializers.CharField())
    valid_from = serializers.CharField()
    valid_to = serializers.CharField(allow_null=True)
    last_acted = serializers.CharField(allow_null=True)
    last_came = serializers.CharField(allow_null=True)
    flags = serializers.ListField(child=serializers.CharField())


class TokenHoldingSerializer(serializers.Serializer):
    """A token of a program of the agency that still works."""

    account = serializers.IntegerField()
    account_name = serializers.CharField()
    prefix = serializers.CharField()
    scopes = serializers.ListField(child=serializers.CharField())
    expires = serializers.CharField(allow_null=True)
    last_used = serializers.CharField(allow_null=True)
    flags = serializers.ListField(child=serializers.CharField())


class ConfirmationInput(serializers.Serializer):
    """What the reviewer found and what follows from it."""

    note = serializers.CharField(max_length=4000)


class AccessReportViewSet(ReadViewSet):
    """Reports of the agencies that the caller leads, keeps the records of, or administers."""

    model = AccessReport
    queryset = AccessReport.objects.none()
    serializer_class = AccessReportSerializer
    filterset_fields = ("agency",)

    def get_queryset(self) -> Any:
        """The list goes without the rows."""
        rows = super().get_queryset()
        return rows.defer("rows", "tokens") if self.action == "list" else rows

    @extend_schema(
        parameters=[
            OpenApiParameter("q", OpenApiTypes.STR),
            OpenApiParameter("role", OpenApiTypes.STR),
            OpenApiParameter("flag", OpenApiTypes.STR, enum=list(FLAG_LABELS)),
        ],
        responses=HoldingSerializer(many=True),
    )
    @transition(detail=True, methods=["get"], filterset_fields=())
    def holdings(self, request: Request, pk: str) -> Response:
        """One page of the rows, narrowed."""
        rows = narrowed(self.get_object().rows, request.query_params.dict())
        page = self.paginate_queryset(rows)
        return self.get_paginated_response(HoldingSerializer(page, many=True).data)

    @extend_schema(responses=TokenHoldingSerializer(many=True))
    @transition(detail=True, methods=["get"], pagination_class=None, filterset_fields=())
    def tokens(self, request: Request, pk: str) -> Response:
        """The tokens of the agency's programs."""
        return Response(TokenHoldingSerializer(self.get_object().tokens, many=True).data)

    @extend_schema(request=ConfirmationInput, responses=AccessReportSerializer)
    @transition(detail=True, methods=["post"])
    def confirmation(self, request: Request, pk: str) -> Response:
        """Confirm the review; If-Match must carry the ETag of what was read."""
        report = self.get_object()
        confirmed = confirm_report(
            report,
            actor=self.actor,
            expected_version=expected_version(request, report),
            **self.checked(ConfirmationInput),
        )
        return self.answer(confirmed)
