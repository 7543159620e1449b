"""Service accounts and their tokens."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from egov_outsource.accounts.actions.close_service_account import close_service_account
from egov_outsource.accounts.actions.create_service_account import create_service_account
from egov_outsource.accounts.actions.issue_token import issue_token
from egov_outsource.accounts.actions.revoke_token import revoke_token
from egov_outsource.accounts.api.fields import VisibleField
from egov_outsource.accounts.models import ApiToken, Membership, Organisation, ServiceAccount
from egov_outsource.accounts.scopes import SCOPES
from egov_outsource.rest import ReadViewSet, caller


class ScopesField(serializers.MultipleChoiceField):
    """Scopes, as a list in the order of the catalogue."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=list(SCOPES.items()), allow_empty=False, **kwargs)


class ServiceAccountSerializer(serializers.ModelSerializer[ServiceAccount]):
    """A program of an organisation."""

    class Meta:
        model = ServiceAccount
        fields = [
            "id",
            "organisation",
            "user",
            "name",
            "purpose",
            "scopes",
            "created_by",
            "created_at",
            "closed_at",
        ]
        read_only_fields = fields


class CreateSerializer(serializers.Serializer[Any]):
    """A program that shall act for the organisation."""

    organisation = VisibleField(Organisation)
    name = serializers.CharField(max_length=100)
    purpose = serializers.CharField(max_length=500)
    role = serializers.ChoiceField(choices=Membership.Role.choices)
    scopes = ScopesField()


class TokenSerializer(serializers.ModelSerializer[ApiToken]):
    """A token without its secret."""

    expires_at = serializers.DateTimeField(source="expiry_date", read_only=True)
    state = serializers.CharField(read_only=True)

    class Meta:
        model = ApiToken
        fields = [
            "prefix",
            "account",
            "name",
            "scopes",
            "created",
            "expires_at",
            "revoked_at",
            "last_used_at",
            "state",
        ]
        read_only_fields = fields


class IssuedTokenSerializer(TokenSerializer):
    """A token with its secret, which is sent this once."""

    secret = serializers.CharField(read_only=True)

    class Meta(TokenSerializer.Meta):
        fields = [*TokenSerializer.Meta.fields, "secret"]
        read_only_fields = fields


class IssueSerializer(serializers.Serializer[Any]):
    """What the token may do, and how long."""

    name = serializers.CharField(max_length=50)
    scopes = ScopesField()
    expires_at = serializers.DateTimeField()


class ServiceAccountViewSet(ReadViewSet):
    """Service accounts of organisations that the caller administers."""

    model = ServiceAccount
    related = ("organisation",)
    serializer_class = ServiceAccountSerializer
    filterset_fields = ["organisation"]
    search_fields = ["name", "purpose"]
    ordering_fields = ["name", "created_at"]

    @extend_schema(request=CreateSerializer, responses={201: ServiceAccountSerializer})
    def create(self, request: Request) -> Response:
        """Create a service account."""
        facts = self.checked(CreateSerializer)
        facts["scopes"] = list(facts["scopes"])
        made = create_service_account(facts.pop("organisation"), actor=caller(request), **facts)
        return self.answer(made, status.HTTP_201_CREATED)

    @extend_schema(request=None, responses=ServiceAccountSerializer)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, pk: str | None = None) -> Response:
        """Close it and revoke its tokens."""
        return self.answer(close_service_account(self.get_object(), actor=caller(request)))

    @extend_schema(request=IssueSerializer, responses={201: IssuedTokenSerializer})
    @action(detail=True, methods=["post"])
    def tokens(self, request: Request, pk: str | None = None) -> Response:
        """Issue a token; the answer carries the secret, once."""
        account = self.get_object()
        facts = self.checked(IssueSerializer)
        facts["scopes"] = list(facts["scopes"])
        token, secret = issue_token(account, actor=caller(request), **facts)
        return Response(
            {**TokenSerializer(token).data, "secret": secret},
            status=status.HTTP_201_CREATED,
            headers={"Cache-Control": "no-store"},
        )


class TokenViewSet(ReadViewSet):
    """Tokens, by their public part."""

    model = ApiToken
    related = ("account",)
    serializer_class = TokenSerializer
    lookup_field = "prefix"
    lookup_value_regex = "[A-Za-z0-9]+"
    filterset_fields = ["account"]
    ordering_fields = ["created", "expiry_date"]

    @extend_schema(request=None, responses=TokenSerializer)
    @action(detail=True, methods=["post"])
    def revoke(self, request: Request, prefix: str | None = None) -> Response:
        """Make it worthless."""
        return self.answer(revoke_token(self.get_object(), actor=caller(request)))
