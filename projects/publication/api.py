"""Imports by REST: hand in a file, follow it, read its problems."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from egov_outsource.accounts.models import User
from egov_outsource.errors import Invalid, NotAllowed
from egov_outsource.rest import ReadViewSet
from projects.models import Agency
from projects.publication.actions.start_import import start_import
from projects.publication.models import ImportRun
from projects.publication.permission import importing_agencies
from projects.publication.tasks import enqueue


class ImportRunSerializer(serializers.ModelSerializer[ImportRun]):
    """An import and how far it is; `done` of `total` are bytes while reading, then processes."""

    class Meta:
        model = ImportRun
        fields = [
            "id",
            "name",
            "size",
            "digest",
            "owner",
            "status",
            "phase",
            "done",
            "total",
            "counts",
            "problems_left_out",
            "failure",
            "started_by",
            "created_at",
            "started_at",
            "finished_at",
        ]
        read_only_fields = fields


class ImportedFileSerializer(serializers.Serializer[Any]):
    """A file; `owner` may be left out by those who import for one agency only."""

    file = serializers.FileField(allow_empty_file=True)
    owner = serializers.IntegerField(required=False)


class ProblemSerializer(serializers.Serializer[Any]):
    """What was wrong, where and why."""

    severity = serializers.ChoiceField(choices=["error", "warning"])
    code = serializers.CharField()
    path = serializers.CharField()
    pointer = serializers.CharField()
    ocid = serializers.CharField()
    message = serializers.CharField()
    count = serializers.IntegerField()


class ImportRunViewSet(ReadViewSet):
    """Imports of open contracting data."""

    model = ImportRun
    serializer_class = ImportRunSerializer
    related = ("owner",)
    filterset_fields = ("status", "owner")
    search_fields = ("name",)
    ordering_fields = ("created_at", "id")

    def get_parsers(self) -> list[Any]:
        """Files come as multipart/form-data."""
        return [MultiPartParser()]

    @extend_schema(
        request={"multipart/form-data": ImportedFileSerializer},
        responses={202: ImportRunSerializer},
    )
    def create(self, request: Request) -> Response:
        """Hand in a file of at most the configured size; a worker imports it."""
        assert isinstance(request.user, User)  # noqa: S101 - the permission classes saw to it
        agencies = importing_agencies(request.user)
        facts = self.checked(ImportedFileSerializer)
        owner = _chosen(agencies, facts.get("owner"))
        file = facts["file"]
        run = start_import(owner, actor=request.user, name=file.name, file=file)
        enqueue(run)
        return self.answer(run, status.HTTP_202_ACCEPTED)

    @extend_schema(responses=ProblemSerializer(many=True))
    @action(detail=True)
    def problems(self, request: Request, pk: str) -> Response:
        """The problems of an import, errors first."""
        rows = [{**row.row(), "message": row.message} for row in self.get_object().complaints]
        page = self.paginate_queryset(rows)
        return self.get_paginated_response(ProblemSerializer(page, many=True).data)


def _chosen(agencies: list[Agency], given: int | None) -> Agency:
    """The agency that is named, or the only one."""
    if not agencies:
        raise NotAllowed(
            "RIGHT-IMPORT_DATA",
            _("You do not hold the right to import open contracting data."),
            helper=_("Initiating officers of your agency hold it."),
        )
    if given is None and len(agencies) == 1:
        return agencies[0]
    chosen = next((agency for agency in agencies if agency.pk == given), None)
    if chosen is None:
        message = _("Choose an agency for which you may import.")
        raise Invalid("IMPORT-OWNER", message, fields={"owner": message})
    return chosen
