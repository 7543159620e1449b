"""The caller: who they are, for whom they act, and their sessions."""

from typing import Any

from django.conf import settings
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from egov_outsource.accounts.actions.change_profile import change_profile
from egov_outsource.accounts.actions.sign_out_everywhere import sign_out_everywhere
from egov_outsource.accounts.models import ApiToken, Membership, User
from egov_outsource.rest import caller


class RoleHeldSerializer(serializers.ModelSerializer[Membership]):
    """A role that the caller holds now."""

    organisation_name = serializers.CharField(source="organisation.label", read_only=True)
    organisation_kind = serializers.CharField(source="organisation.kind", read_only=True)

    class Meta:
        model = Membership
        fields = ["id", "organisation", "organisation_name", "organisation_kind", "role"]
        read_only_fields = fields


class MeSerializer(serializers.ModelSerializer[User]):
    """The caller."""

    memberships = serializers.SerializerMethodField()
    scopes = serializers.SerializerMethodField()

    class Meta:
        model = User
        fields = ["id", "email", "name", "kind", "language", "memberships", "scopes"]
        read_only_fields = fields

    @extend_schema(responses=RoleHeldSerializer(many=True))
    def get_memberships(self, user: User) -> list[dict[str, Any]]:
        """Roles in force."""
        rows = Membership.objects.in_force().filter(user=user).select_related("organisation")
        return list(RoleHeldSerializer(rows.order_by("pk"), many=True).data)

    def get_scopes(self, user: User) -> list[str] | None:
        """What the token covers; null for a session."""
        token = self.context["request"].auth
        return list(token.scopes) if isinstance(token, ApiToken) else None


class ProfileSerializer(serializers.Serializer[Any]):
    """What one may change about oneself."""

    name = serializers.CharField(max_length=150, required=False)
    language = serializers.ChoiceField(choices=settings.LANGUAGES, required=False)


class MeView(APIView):
    """The caller's own account."""

    @extend_schema(responses=MeSerializer)
    def get(self, request: Request) -> Response:
        """Who the caller is."""
        return Response(MeSerializer(caller(request), context={"request": request}).data)

    @extend_schema(request=ProfileSerializer, responses=MeSerializer)
    def patch(self, request: Request) -> Response:
        """Change name or language."""
        facts = ProfileSerializer(data=request.data)
        facts.is_valid(raise_exception=True)
        user = change_profile(caller(request), actor=caller(request), **facts.validated_data)
        return Response(MeSerializer(user, context={"request": request}).data)


class EndedSerializer(serializers.Serializer[Any]):
    """How many sessions ended."""

    sessions = serializers.IntegerField()


class SignOutEverywhereView(APIView):
    """The caller's sessions."""

    @extend_schema(request=None, responses=EndedSerializer)
    def post(self, request: Request) -> Response:
        """End them all."""
        return Response({"sessions": sign_out_everywhere(caller(request), actor=caller(request))})
