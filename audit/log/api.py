"""The trail of a project for programs, with the bytes that proofs are built over."""

import base64
from typing import Any

from django.apps import apps
from django.db.models import QuerySet
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.filters import SearchFilter
from rest_framework.pagination import CursorPagination

from audit.log.models import Disclosure, Entry
from audit.log.sentences import sentence
from egov_outsource.rest import ReadViewSet


class ByKey(CursorPagination):
    """Pages by key, the newest first."""

    page_size = 25
    page_size_query_param = "page_size"
    max_page_size = 100
    ordering = "-id"


class DisclosureSerializer(serializers.ModelSerializer[Disclosure]):
    """A personal field; SHA-256 over salt and canonical `[name, value]` is its commitment."""

    salt = serializers.SerializerMethodField()

    class Meta:
        model = Disclosure
        fields = ["name", "value", "salt"]
        read_only_fields = fields

    def get_salt(self, disclosure: Disclosure) -> str:
        """In hex."""
        return bytes(disclosure.salt).hex()


class EntrySerializer(serializers.ModelSerializer[Entry]):
    """One action or refused attempt."""

    sentence = serializers.SerializerMethodField()
    actor_name = serializers.CharField(read_only=True)
    leaf_hash = serializers.CharField(read_only=True)

    class Meta:
        model = Entry
        fields = [
            "uid",
            "at",
            "event",
            "sentence",
            "actor_id",
            "actor_kind",
            "actor_name",
            "organisation_id",
            "organisation_name",
            "subject_type",
            "subject_id",
            "subject_name",
            "subject_seq",
            "project_id",
            "stage",
            "point",
            "request_id",
            "data",
            "schema",
            "leaf_hash",
        ]
        read_only_fields = fields

    def get_sentence(self, entry: Entry) -> str:
        """What happened, in the caller's language."""
        return sentence(entry)


class WholeEntrySerializer(EntrySerializer):
    """An entry with its leaf (base64 of RFC 8785 JSON) and what is disclosed."""

    leaf = serializers.SerializerMethodField()
    disclosures = DisclosureSerializer(many=True, read_only=True)

    class Meta(EntrySerializer.Meta):
        fields = [*EntrySerializer.Meta.fields, "leaf", "disclosures"]
        read_only_fields = fields

    @extend_schema_field(serializers.CharField())
    def get_leaf(self, entry: Entry) -> str:
        """The exact bytes in base64."""
        return base64.b64encode(bytes(entry.leaf)).decode()


class EntryViewSet(ReadViewSet):
    """The trail of a project; one entry, by its uid, carries the bytes of its leaf."""

    model = Entry
    lookup_field = "uid"
    lookup_value_regex = "[0-9a-f-]{36}"
    pagination_class = ByKey
    filter_backends = (DjangoFilterBackend, SearchFilter)
    filterset_fields = {
        "event": ["exact"],
        "actor_id": ["exact"],
        "subject_type": ["exact"],
        "subject_id": ["exact"],
        "point": ["exact"],
        "at": ["gte", "lt"],
    }
    search_fields = ("subject_name",)

    def get_queryset(self) -> QuerySet[Entry]:
        """Entries of a visible project."""
        rows: QuerySet[Entry] = super().get_queryset()
        if getattr(self, "swagger_fake_view", False):
            return rows
        self.container(apps.get_model("projects", "Project"))
        return rows.prefetch_related("disclosures")

    def get_serializer_class(self) -> Any:
        """A single entry carries its bytes."""
        return WholeEntrySerializer if self.action == "retrieve" else EntrySerializer
