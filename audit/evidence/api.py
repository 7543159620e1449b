"""Documents of a project for programs: list, hand in, download, receipt."""

from typing import Any, cast

from django.apps import apps
from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, inline_serializer
from rest_framework import serializers, status
from rest_framework.decorators import action as transition
from rest_framework.parsers import FormParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from audit.evidence import parts
from audit.evidence.actions.receive_document import receive_document
from audit.evidence.custody import chain_of, link_of
from audit.evidence.forms import KINDS, STAGES
from audit.evidence.models import Document
from audit.evidence.receipts import receipt
from audit.evidence.sending import as_download
from egov_outsource.accounts.api.fields import VisibleField
from egov_outsource.accounts.models import User
from egov_outsource.rest import ReadViewSet

ReceiptSchema = inline_serializer(
    "Receipt",
    {
        "document": serializers.IntegerField(),
        "project": serializers.DictField(),
        "title": serializers.CharField(),
        "version": serializers.IntegerField(),
        "file_name": serializers.CharField(),
        "media_type": serializers.CharField(),
        "size": serializers.IntegerField(),
        "sha256": serializers.CharField(),
        "received_at": serializers.DateTimeField(),
        "handed_in_by": serializers.CharField(),
        "handed_in_for": serializers.CharField(),
        "log_entry": serializers.UUIDField(allow_null=True),
        "log_entry_at": serializers.DateTimeField(allow_null=True),
        "check": serializers.CharField(),
    },
)


class DocumentSerializer(serializers.ModelSerializer[Document]):
    """A version of a file; `sha256` is of the bytes that `download/` sends."""

    class Meta:
        model = Document
        fields = [
            "id",
            "project",
            "title",
            "kind",
            "stage",
            "number",
            "replaces",
            "file_name",
            "media_type",
            "size",
            "sha256",
            "url",
            "organisation",
            "uploaded_by",
            "uploaded_at",
            "checked_at",
            "is_intact",
            "scan",
            "scanned_at",
            "scan_engine",
            "scan_finding",
            "retained_until",
            "disposed_at",
        ]
        read_only_fields = fields


CustodySchema = inline_serializer(
    "Custody",
    {
        "number": serializers.IntegerField(),
        "at": serializers.DateTimeField(),
        "event": serializers.CharField(),
        "actor": serializers.CharField(),
        "organisation": serializers.CharField(),
        "what": serializers.CharField(),
        "sha256": serializers.CharField(),
        "uid": serializers.UUIDField(),
    },
    many=True,
)


class HandInSerializer(serializers.Serializer[Any]):
    """A file, or the id of an upload that has arrived in parts, and what it is."""

    file = serializers.FileField(allow_empty_file=True, required=False)
    upload = serializers.UUIDField(required=False)
    title = serializers.CharField(max_length=500, required=False, allow_blank=True)
    kind = serializers.ChoiceField(choices=KINDS, required=False, allow_blank=True)
    stage = serializers.ChoiceField(choices=STAGES, required=False)
    replaces = VisibleField(Document, required=False, allow_null=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Exactly one of file and upload; the latter is turned into a file."""
        uid = attrs.pop("upload", None)
        if (uid is None) == ("file" not in attrs):
            raise serializers.ValidationError({"file": [_("Send a file, or name an upload.")]})
        if uid is not None:
            attrs["file"] = parts.complete(uid)
        if attrs["file"] is None:
            raise serializers.ValidationError({"upload": [_("There is no such row.")]})
        return attrs


class DocumentViewSet(ReadViewSet):
    """Documents of a project; a correction is a new version that `replaces` the older."""

    model = Document
    related = ("organisation", "uploaded_by", "project")
    serializer_class = DocumentSerializer
    parser_classes = (MultiPartParser, FormParser)
    filterset_fields = ("kind", "stage", "organisation", "sha256", "is_intact", "scan")
    search_fields = ("title", "file_name")
    ordering_fields = ("uploaded_at", "title", "size")

    def get_queryset(self) -> QuerySet[Document]:
        """What the caller may see, in a fixed order."""
        rows: QuerySet[Document] = super().get_queryset().order_by("-uploaded_at", "-id")
        return rows

    @extend_schema(
        request={"multipart/form-data": HandInSerializer}, responses={201: DocumentSerializer}
    )
    def create(self, request: Request, project_pk: str | None = None) -> Response:
        """Hand in a file."""
        project = self.container(apps.get_model("projects", "Project"))
        facts = self.checked(HandInSerializer)
        document = receive_document(
            project, actor=cast("User", request.user), upload=facts.pop("file"), **facts
        )
        return self.answer(document, status.HTTP_201_CREATED)

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    @transition(detail=True, methods=["get"])
    def download(self, request: Request, **keys: Any) -> HttpResponseBase:
        """The content as an attachment, or a range of it."""
        asked = request.headers.get("Range", "")
        return as_download(self.get_object(), actor=cast("User", request.user), asked=asked)

    @extend_schema(responses=CustodySchema)
    @transition(detail=True, methods=["get"], pagination_class=None, filter_backends=())
    def custody(self, request: Request, **keys: Any) -> Response:
        """Every entry of the log about it that the caller may see, the oldest first."""
        chain = map(link_of, chain_of(self.get_object(), cast("User", request.user)))
        shown = [{name: link[name] for name in link if name != "entry"} for link in chain]
        return Response(shown)

    @extend_schema(responses=ReceiptSchema)
    @transition(detail=True, methods=["get"])
    def receipt(self, request: Request, **keys: Any) -> Response:
        """What was received, when, from whom, under which entry of the log."""
        return Response(receipt(self.get_object()))
