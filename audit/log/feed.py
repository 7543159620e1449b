"""Entries in the order of the log for programs: nothing is lost, however late it committed."""

import base64
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.decorators import action as transition
from rest_framework.exceptions import ParseError
from rest_framework.pagination import BasePagination
from rest_framework.renderers import BaseRenderer, BrowsableAPIRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from audit.log.api import WholeEntrySerializer
from audit.log.merkle import leaf_hash
from audit.log.models import Entry, Tree
from audit.log.note import Checkpoint as Head
from audit.log.note import Note
from audit.log.proof import Proof
from audit.log.proving import proof_of
from egov_outsource.ids import row_id
from egov_outsource.rest import ReadViewSet


class ByIndex(BasePagination):
    """Rows after a number. `next` is there at the end too: ask it again later for what is new."""

    size, largest = 100, 1000

    def paginate_queryset(self, queryset: Any, request: Any, view: Any = None) -> list[Any]:
        """The rows after `after`.

        Raises:
            ParseError: when `after` or `limit` is no number.

        """
        after, limit = (
            self._number(request, "after", -1),
            self._number(request, "limit", self.size),
        )
        rows = queryset.filter(place__index__gt=after).order_by("place__index")
        found = list(rows[: min(max(limit, 1), self.largest) + 1])
        self.more = len(found) > min(max(limit, 1), self.largest)
        self.rows = found[: min(max(limit, 1), self.largest)]
        last = self.rows[-1].place.index if self.rows else after
        query = request.query_params.copy()
        query["after"] = str(last)
        self.next = request.build_absolute_uri(f"?{query.urlencode()}")
        return self.rows

    def get_paginated_response(self, data: Any) -> Response:
        """`results`, whether there is `more` now, and where to go on."""
        return Response({"more": self.more, "next": self.next, "results": data})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """As the OpenAPI schema tells it."""
        properties = {
            "more": {"type": "boolean"},
            "next": {"type": "string", "format": "uri"},
            "results": schema,
        }
        return {"type": "object", "required": ["more", "next", "results"], "properties": properties}

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        """The two words in the address."""
        return [
            {"name": name, "in": "query", "required": False, "schema": {"type": "integer"}}
            for name in ("after", "limit")
        ]

    def _number(self, request: Any, name: str, default: int) -> int:
        given = request.query_params.get(name, "")
        if given == "":
            return default
        if (number := row_id(given)) is None:
            raise ParseError(f"`{name}` is a number.")
        return number


class NumberedEntrySerializer(WholeEntrySerializer):
    """An entry with its number in the log."""

    index = serializers.IntegerField(source="place.index", read_only=True)

    class Meta(WholeEntrySerializer.Meta):
        fields = ["index", *WholeEntrySerializer.Meta.fields]
        read_only_fields = fields


class ProofFileRenderer(BaseRenderer):
    """The proof as a C2SP `.tlog-proof` file: `?format=tlog-proof`."""

    media_type = "text/plain"
    format = "tlog-proof"
    charset = "utf-8"

    def render(self, data: Any, *_args: Any, **_context: Any) -> bytes:
        """The file, or the sentence of a problem."""
        if isinstance(data, dict) and "tlog_proof" in data:
            return str(data["tlog_proof"]).encode()
        return str(data.get("detail", "") if isinstance(data, dict) else "").encode()


PROOF = inline_serializer(
    "InclusionProof",
    {
        "index": serializers.IntegerField(),
        "size": serializers.IntegerField(),
        "root": serializers.CharField(),
        "leaf": serializers.CharField(),
        "leaf_hash": serializers.CharField(),
        "hashes": serializers.ListField(child=serializers.CharField()),
        "checkpoint": serializers.CharField(),
        "tlog_proof": serializers.CharField(),
    },
)


class LogEntryViewSet(ReadViewSet):
    """What the caller may see of the log, in the order of its leaves, with proofs.

    An entry appears when it has its number; numbers are given in one order, after the commit, so
    that whoever asks after the last number seen misses nothing.
    """

    model = Entry
    serializer_class = NumberedEntrySerializer
    lookup_field = "uid"
    lookup_value_regex = "[0-9a-f-]{36}"
    pagination_class = ByIndex
    filter_backends = ()
    renderer_classes = (JSONRenderer, BrowsableAPIRenderer)

    def get_queryset(self) -> QuerySet[Entry]:
        """Entries that have a number."""
        rows: QuerySet[Entry] = super().get_queryset()
        if getattr(self, "swagger_fake_view", False):
            return rows
        return (
            rows.filter(place__isnull=False).select_related("place").prefetch_related("disclosures")
        )

    @extend_schema(
        responses=PROOF,
        parameters=[OpenApiParameter("tree", OpenApiTypes.STR, enum=Tree.values)],
    )
    @transition(detail=True, renderer_classes=[JSONRenderer, ProofFileRenderer])
    def proof(self, request: Request, **_where: Any) -> Response:
        """The proof that the entry is in the log, under the newest signed head; 404 before."""
        entry = self.get_object()
        tree = request.query_params.get("tree", Tree.SHA256)
        found = proof_of(entry, tree) if tree in Tree.values else None
        if found is None:
            raise Http404
        return Response(told(entry, found, tree))


def told(entry: Entry, proof: Proof, tree: str) -> dict[str, Any]:
    """A proof as JSON; hashes in base64."""
    head = Head.parse(Note.parse(proof.note).text)
    leaf = bytes(entry.leaf)
    return {
        "index": proof.index,
        "size": head.size,
        "root": base64.b64encode(head.root).decode(),
        "leaf": base64.b64encode(leaf).decode(),
        "leaf_hash": base64.b64encode(leaf_hash(leaf, tree)).decode(),
        "hashes": [base64.b64encode(item).decode() for item in proof.hashes],
        "checkpoint": proof.note.decode(),
        "tlog_proof": bytes(proof).decode(),
    }
