"""The register of organisations."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from egov_outsource.accounts.actions.change_organisation import change_organisation
from egov_outsource.accounts.actions.register_organisation import register_organisation
from egov_outsource.accounts.api.fields import VisibleField
from egov_outsource.accounts.models import Organisation, OrganisationIdentifier
from egov_outsource.rest import ReadViewSet, caller, expected_version


class IdentifierSerializer(serializers.ModelSerializer[OrganisationIdentifier]):
    """A number in a register."""

    class Meta:
        model = OrganisationIdentifier
        fields = ["scheme", "value"]
        validators: ClassVar[list[Any]] = []  # the action says whose number it is already


class OrganisationSerializer(serializers.ModelSerializer[Organisation]):
    """An entry of the register."""

    identifiers = IdentifierSerializer(many=True, read_only=True)

    class Meta:
        model = Organisation
        fields = [
            "id",
            "kind",
            "name",
            "name_zh",
            "parent",
            "registered_by",
            "identifiers",
            "is_active",
            "version",
        ]
        read_only_fields = fields


class RegisterSerializer(serializers.Serializer[Any]):
    """A new organisation, registered by `authority`."""

    authority = VisibleField(Organisation)
    kind = serializers.ChoiceField(choices=Organisation.Kind.choices)
    name = serializers.CharField(max_length=300)
    name_zh = serializers.CharField(max_length=300, required=False, allow_blank=True)
    identifiers = IdentifierSerializer(many=True, required=False)
    administrator_email = serializers.EmailField(required=False, allow_blank=True)


class ChangeSerializer(serializers.Serializer[Any]):
    """What may be corrected; `identifiers` are added to those that are there."""

    name = serializers.CharField(max_length=300, required=False)
    name_zh = serializers.CharField(max_length=300, required=False, allow_blank=True)
    identifiers = IdentifierSerializer(many=True, required=False)
    is_active = serializers.BooleanField(required=False)


class OrganisationViewSet(ReadViewSet):
    """Organisations that the caller may see."""

    model = Organisation
    serializer_class = OrganisationSerializer
    filterset_fields = ["kind", "parent", "is_active"]
    search_fields = ["name", "name_zh", "identifiers__value"]
    ordering_fields = ["name", "created_at"]

    def get_queryset(self) -> Any:
        """With their numbers."""
        return super().get_queryset().prefetch_related("identifiers")

    @extend_schema(request=RegisterSerializer, responses={201: OrganisationSerializer})
    def create(self, request: Request) -> Response:
        """Register an organisation."""
        facts = self.checked(RegisterSerializer)
        authority = facts.pop("authority")
        facts["identifiers"] = _pairs(facts.get("identifiers", []))
        made = register_organisation(authority, actor=caller(request), **facts)
        return self.answer(made, status.HTTP_201_CREATED)

    @extend_schema(request=ChangeSerializer, responses=OrganisationSerializer)
    def partial_update(self, request: Request, pk: str | None = None) -> Response:
        """Correct the entry; needs If-Match."""
        entry = self.get_object()
        version = expected_version(request, entry)
        facts = self.checked(ChangeSerializer)
        facts["identifiers"] = _pairs(facts.get("identifiers", []))
        whole = {"name": entry.name, "name_zh": entry.name_zh, **facts}
        change_organisation(entry, actor=caller(request), version=version, **whole)
        return self.answer(self.get_object())


def _pairs(identifiers: list[dict[str, str]]) -> list[tuple[str, str]]:
    return [(one["scheme"], one["value"]) for one in identifiers]
