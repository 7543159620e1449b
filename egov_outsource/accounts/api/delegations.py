"""Delegations of absence."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from egov_outsource.accounts.actions.create_delegation import create_delegation
from egov_outsource.accounts.actions.revoke_delegation import revoke_delegation
from egov_outsource.accounts.api.fields import VisibleField
from egov_outsource.accounts.models import Delegation, Organisation, User
from egov_outsource.rest import ReadViewSet, caller


class DelegationSerializer(serializers.ModelSerializer[Delegation]):
    """Who stands in for whom, where, from when and until when."""

    delegator_name = serializers.CharField(source="delegator.name", read_only=True)
    delegate_name = serializers.CharField(source="delegate.name", read_only=True)
    state = serializers.CharField(read_only=True)

    class Meta:
        model = Delegation
        fields = [
            "id",
            "organisation",
            "delegator",
            "delegator_name",
            "delegate",
            "delegate_name",
            "reason",
            "valid_from",
            "valid_to",
            "revoked_at",
            "revoke_reason",
            "state",
        ]
        read_only_fields = fields


class DelegateSerializer(serializers.Serializer[Any]):
    """Who stands in for the caller."""

    organisation = VisibleField(Organisation)
    delegate = VisibleField(User)
    valid_from = serializers.DateTimeField()
    valid_to = serializers.DateTimeField()
    reason = serializers.CharField(max_length=300)


class RevokeSerializer(serializers.Serializer[Any]):
    """Why it ends early."""

    reason = serializers.CharField(max_length=300, required=False, default="")


class DelegationViewSet(ReadViewSet):
    """Delegations that concern the caller, or the organisations that the caller leads."""

    model = Delegation
    queryset = Delegation.objects.none()
    related = ("organisation", "delegator", "delegate")
    serializer_class = DelegationSerializer
    filterset_fields = ["organisation", "delegator", "delegate"]
    ordering_fields = ["valid_from", "valid_to"]

    @extend_schema(request=DelegateSerializer, responses={201: DelegationSerializer})
    def create(self, request: Request) -> Response:
        """Let a colleague stand in for the caller; nobody delegates for somebody else."""
        user = caller(request)
        made = create_delegation(user, actor=user, **self.checked(DelegateSerializer))
        return self.answer(made, status.HTTP_201_CREATED)

    @extend_schema(request=RevokeSerializer, responses=DelegationSerializer)
    @action(detail=True, methods=["post"])
    def revoke(self, request: Request, pk: str | None = None) -> Response:
        """End it now."""
        delegation = self.get_object()
        facts = self.checked(RevokeSerializer)
        return self.answer(revoke_delegation(delegation, actor=caller(request), **facts))
