"""The resumable upload protocol tus 1.0: core, creation, checksum, expiration, termination.

What has arrived completely becomes a document by handing in its id instead of a file.
"""

import base64
import binascii
import hashlib
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import http_date
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import exceptions, parsers, serializers, status, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from audit.evidence import parts, storage
from audit.evidence.actions.store_document import clean_name
from audit.evidence.models import Upload
from egov_outsource.ids import row_id
from egov_outsource.rest import VisibleMixin, caller, problem

VERSION = "1.0.0"
EXTENSIONS = "creation,checksum,expiration,termination"
ALGORITHMS = ("sha256", "sha1", "md5")
CONTENT_TYPE = "application/offset+octet-stream"
_CHECKSUM_MISMATCH = 460
_LONGEST_METADATA = 4096


def _header(name: str) -> OpenApiParameter:
    return OpenApiParameter(name, OpenApiTypes.STR, OpenApiParameter.HEADER)


class PartParser(parsers.BaseParser):
    """Lets bytes through unread: they are written to the disk as they come."""

    media_type = CONTENT_TYPE

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        """Nothing; `append` reads the stream."""
        return {}


class UploadSerializer(serializers.ModelSerializer[Upload]):
    """How far a file has come."""

    class Meta:
        model = Upload
        fields = ["uid", "file_name", "size", "offset", "expires_at"]
        read_only_fields = fields


class UploadViewSet(VisibleMixin, viewsets.GenericViewSet):
    """One's own unfinished uploads in a project, by the protocol tus."""

    model = Upload
    serializer_class = UploadSerializer
    lookup_field = "uid"
    lookup_value_regex = "[0-9a-f-]{36}"
    parser_classes = (PartParser, parsers.JSONParser)
    filter_backends = ()
    pagination_class = None

    def get_queryset(self) -> QuerySet[Upload]:
        """One's own."""
        rows: QuerySet[Upload] = super().get_queryset()
        return rows

    def finalize_response(
        self, request: Request, response: Response, *args: Any, **kwargs: Any
    ) -> Response:
        """Every answer names the version of the protocol and is not kept by caches."""
        answer = super().finalize_response(request, response, *args, **kwargs)
        answer["Tus-Resumable"] = VERSION
        answer["Cache-Control"] = "no-store"
        return answer

    def options(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Response:
        """What this server can."""
        return Response(
            status=status.HTTP_204_NO_CONTENT,
            headers={
                "Tus-Version": VERSION,
                "Tus-Extension": EXTENSIONS,
                "Tus-Max-Size": str(settings.EVIDENCE_LARGE_MAX_BYTES),
                "Tus-Checksum-Algorithm": ",".join(ALGORITHMS),
            },
        )

    @extend_schema(
        request=None,
        parameters=[_header("Tus-Resumable"), _header("Upload-Length"), _header("Upload-Metadata")],
        responses={201: UploadSerializer},
    )
    def create(self, request: Request, project_pk: str | None = None) -> Response:
        """Begin: `Upload-Length`, and `filename` in `Upload-Metadata`."""
        project = self.container(apps.get_model("projects", "Project"))
        _require_version(request)
        length = row_id(request.headers.get("Upload-Length", ""))
        if length is None:
            raise exceptions.ParseError("Upload-Length is missing.")
        named = _metadata(request.headers.get("Upload-Metadata", ""))
        upload = parts.begin(
            project,
            actor=caller(request),
            file_name=clean_name(named.get("filename", "")),
            size=length,
        )
        address = reverse("api-uploads-detail", args=[project.pk, upload.uid])
        headers = _state(upload) | {"Location": request.build_absolute_uri(address)}
        return Response(self.get_serializer(upload).data, status=201, headers=headers)

    @extend_schema(responses=UploadSerializer)
    def retrieve(self, request: Request, **keys: Any) -> Response:
        """How far it has come, in headers; also for HEAD."""
        upload = self.get_object()
        return Response(self.get_serializer(upload).data, headers=_state(upload))

    @extend_schema(
        request={CONTENT_TYPE: OpenApiTypes.BINARY},
        parameters=[
            _header("Tus-Resumable"),
            _header("Upload-Offset"),
            _header("Upload-Checksum"),
        ],
        responses={204: None},
    )
    def partial_update(self, request: Request, **keys: Any) -> Response:
        """Append bytes at `Upload-Offset`."""
        upload = self.get_object()
        _require_version(request)
        if (request.content_type or "").split(";")[0] != CONTENT_TYPE:
            raise exceptions.UnsupportedMediaType(request.content_type or "")
        offset = row_id(request.headers.get("Upload-Offset", ""))
        if offset is None:
            raise exceptions.ParseError("Upload-Offset is missing.")
        try:
            upload = parts.append(
                upload,
                offset=offset,
                chunks=_body(request),
                checksum=_checksum(request.headers.get("Upload-Checksum", "")),
            )
        except parts.ChecksumError:
            return problem("CHECKSUM", "The checksum does not match.", _CHECKSUM_MISMATCH)
        return Response(status=status.HTTP_204_NO_CONTENT, headers=_state(upload))

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, **keys: Any) -> Response:
        """Give up."""
        parts.give_up(self.get_object())
        return Response(status=status.HTTP_204_NO_CONTENT)


def _require_version(request: Request) -> None:
    if request.headers.get("Tus-Resumable") != VERSION:
        error = exceptions.APIException("Send Tus-Resumable: 1.0.0.")
        error.status_code = status.HTTP_412_PRECONDITION_FAILED
        raise error


def _state(upload: Upload) -> dict[str, str]:
    return {
        "Upload-Offset": str(upload.offset),
        "Upload-Length": str(upload.size),
        "Upload-Expires": http_date(upload.expires_at.timestamp()),
    }


def _body(request: Request) -> Iterator[bytes]:
    stream = request.stream
    while stream is not None and (piece := stream.read(storage.CHUNK)):
        yield piece


def _metadata(header: str) -> dict[str, str]:
    """Keys and values of `Upload-Metadata`; what cannot be read is left out."""
    found = {}
    for pair in header[:_LONGEST_METADATA].split(","):
        key, _space, value = pair.strip().partition(" ")
        try:
            found[key] = base64.b64decode(value, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            continue
    return found


def _checksum(header: str) -> tuple[str, bytes] | None:
    """Algorithm and digest of a part.

    Raises:
        ParseError: an algorithm that is not known, or no base64.

    """
    if not header:
        return None
    name, _space, value = header.partition(" ")
    try:
        digest = base64.b64decode(value, validate=True)
        if name not in ALGORITHMS or len(digest) != hashlib.new(name).digest_size:
            raise exceptions.ParseError("Upload-Checksum cannot be read.")
    except binascii.Error:
        raise exceptions.ParseError("Upload-Checksum cannot be read.") from None
    return name, digest
