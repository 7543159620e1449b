"""Memberships and invitations."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions, serializers, status
from rest_framework.decorators import action
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from egov_outsource.accounts.actions.accept_invitation import Newcomer, accept_invitation
from egov_outsource.accounts.actions.change_membership import change_membership
from egov_outsource.accounts.actions.end_membership import end_membership
from egov_outsource.accounts.actions.identify_person import identify_person
from egov_outsource.accounts.actions.invite_person import invite_person
from egov_outsource.accounts.actions.withdraw_invitation import withdraw_invitation
from egov_outsource.accounts.api.fields import VisibleField
from egov_outsource.accounts.links import invitation_of
from egov_outsource.accounts.models import Invitation, Membership, Organisation, User
from egov_outsource.rest import ReadViewSet, caller


class PersonSerializer(serializers.ModelSerializer[User]):
    """Somebody, as colleagues see them."""

    class Meta:
        model = User
        fields = ["id", "name", "email", "kind"]
        read_only_fields = fields


class MembershipSerializer(serializers.ModelSerializer[Membership]):
    """A role with its dates."""

    user = PersonSerializer(read_only=True)

    class Meta:
        model = Membership
        fields = ["id", "user", "organisation", "role", "valid_from", "valid_to"]
        read_only_fields = fields


class RoleSerializer(serializers.Serializer[Any]):
    """Another role."""

    role = serializers.ChoiceField(choices=Membership.Role.choices)


class EndSerializer(serializers.Serializer[Any]):
    """When the membership ends; now when not given."""

    valid_to = serializers.DateTimeField(required=False, allow_null=True)


class IdentitySerializer(serializers.Serializer[Any]):
    """The number of an identity document."""

    document = serializers.CharField(max_length=60)


class MembershipViewSet(ReadViewSet):
    """Memberships that the caller may see, past ones included."""

    model = Membership
    related = ("user", "organisation")
    serializer_class = MembershipSerializer
    filterset_fields = ["organisation", "role", "user"]
    search_fields = ["user__name", "user__email"]
    ordering_fields = ["valid_from", "valid_to", "id"]
    ordering = ["id"]

    @extend_schema(request=RoleSerializer, responses=MembershipSerializer)
    @action(detail=True, methods=["post"])
    def change(self, request: Request, pk: str | None = None) -> Response:
        """End this role and start another; answers with the new membership."""
        membership = self.get_object()
        facts = self.checked(RoleSerializer)
        return self.answer(change_membership(membership, actor=caller(request), **facts))

    @extend_schema(request=EndSerializer, responses=MembershipSerializer)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, pk: str | None = None) -> Response:
        """Let the role end."""
        membership = self.get_object()
        at = self.checked(EndSerializer).get("valid_to")
        return self.answer(end_membership(membership, actor=caller(request), at=at))

    @extend_schema(request=IdentitySerializer, responses=MembershipSerializer)
    @action(detail=True, methods=["post"])
    def identity(self, request: Request, pk: str | None = None) -> Response:
        """Enter by which document the person is known; only a keyed hash is kept."""
        membership = self.get_object()
        identify_person(membership, actor=caller(request), **self.checked(IdentitySerializer))
        return self.answer(membership)


class InvitationSerializer(serializers.ModelSerializer[Invitation]):
    """An invitation without its link."""

    state = serializers.CharField(read_only=True)

    class Meta:
        model = Invitation
        fields = [
            "id",
            "organisation",
            "email",
            "role",
            "language",
            "invited_by",
            "invited_at",
            "expires_at",
            "state",
        ]
        read_only_fields = fields


class InviteSerializer(serializers.Serializer[Any]):
    """Whom to invite to what."""

    organisation = VisibleField(Organisation)
    email = serializers.EmailField()
    role = serializers.ChoiceField(choices=Membership.Role.choices)
    language = serializers.ChoiceField(choices=settings.LANGUAGES, required=False)


class AcceptSerializer(serializers.Serializer[Any]):
    """The token of the link; name and password for somebody without an account."""

    token = serializers.CharField(max_length=200)
    name = serializers.CharField(max_length=150, required=False)
    password = serializers.CharField(max_length=200, required=False, trim_whitespace=False)
    language = serializers.ChoiceField(choices=settings.LANGUAGES, required=False)


class InvitationViewSet(ReadViewSet):
    """Invitations of organisations that the caller administers, or that the caller sent."""

    model = Invitation
    related = ("organisation",)
    serializer_class = InvitationSerializer
    filterset_fields = ["organisation", "role"]
    search_fields = ["email"]
    ordering_fields = ["invited_at", "expires_at"]

    @extend_schema(request=InviteSerializer, responses={201: InvitationSerializer})
    def create(self, request: Request) -> Response:
        """Invite a person."""
        facts = self.checked(InviteSerializer)
        made = invite_person(facts.pop("organisation"), actor=caller(request), **facts)
        return self.answer(made, status.HTTP_201_CREATED)

    @extend_schema(request=None, responses=InvitationSerializer)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str | None = None) -> Response:
        """Make the link worthless."""
        return self.answer(withdraw_invitation(self.get_object(), actor=caller(request)))

    @extend_schema(request=AcceptSerializer, responses={201: MembershipSerializer})
    @action(detail=False, methods=["post"], permission_classes=[AllowAny])
    def accept(self, request: Request) -> Response:
        """Accept with the token of the link, signed in or as a newcomer."""
        facts = self.checked(AcceptSerializer)
        invitation = invitation_of(facts.pop("token"))
        if invitation is None:
            raise exceptions.NotFound(_("There is no such invitation."))
        if isinstance(request.user, User):
            membership = accept_invitation(invitation, actor=request.user)
        else:
            newcomer = Newcomer(**{"name": "", "password": "", **facts})
            membership = accept_invitation(
                invitation, actor=User.objects.system(), newcomer=newcomer
            )
        return Response(MembershipSerializer(membership).data, status=status.HTTP_201_CREATED)
