"""The chain behind a payment, for programs."""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, viewsets
from rest_framework.generics import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response

from audit.reviews.chain import Found, Link, chain_of
from egov_outsource.rest import VisibleMixin, caller
from projects.supervision.models import Payment


class FoundSerializer(serializers.Serializer[Any]):
    """A record of a link with the entry that tells of it."""

    type = serializers.SerializerMethodField()
    id = serializers.IntegerField(source="record.pk")
    name = serializers.CharField()
    what = serializers.CharField()
    at = serializers.SerializerMethodField()
    who = serializers.SerializerMethodField()
    url = serializers.CharField()
    entry = serializers.SerializerMethodField()
    proof_url = serializers.CharField()

    def get_type(self, found: Found) -> str:
        """The kind of the record."""
        return found.record._meta.label_lower

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_at(self, found: Found) -> str | None:
        """The day or the moment."""
        return found.at.isoformat() if found.at else None

    @extend_schema_field(serializers.IntegerField(allow_null=True))
    def get_who(self, found: Found) -> int | None:
        """Who decided."""
        return found.who.pk if found.who else None

    @extend_schema_field(serializers.UUIDField(allow_null=True))
    def get_entry(self, found: Found) -> str | None:
        """The entry of the log."""
        return str(found.entry.uid) if found.entry else None


class LinkSerializer(serializers.Serializer[Link]):
    """A step of the chain."""

    code = serializers.CharField()
    # the name of the step; every serializer has another `label`, which only forms of DRF show
    label = serializers.CharField()  # type: ignore[assignment]
    rule = serializers.CharField()
    is_missing = serializers.BooleanField()
    found = FoundSerializer(many=True)


class PaymentChainSerializer(serializers.Serializer[Any]):
    """From a payment back to the bid."""

    payment = serializers.IntegerField()
    links = LinkSerializer(many=True)


class PaymentChainViewSet(VisibleMixin, viewsets.GenericViewSet):
    """Chains of the payments of a project that the caller sees."""

    model = Payment
    related = ("contract", "project", "claimed_by", "certified_by", "approved_by")
    serializer_class = PaymentChainSerializer
    filterset_fields: tuple[str, ...] = ()
    lookup_value_regex = r"\d+"

    @extend_schema(responses=PaymentChainSerializer)
    def retrieve(self, request: Request, **keys: Any) -> Response:
        """The chain of one payment; the number is the payment's."""
        payment = get_object_or_404(self.get_queryset(), pk=keys["pk"])
        links = chain_of(payment, caller(request))
        return Response(self.get_serializer({"payment": payment.pk, "links": links}).data)
