"""The log's keys for programs: everybody reads them, operators change them."""

from typing import Any

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action as transition
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from audit.keys.actions.approve_key import approve_key
from audit.keys.actions.drop_key import drop_key
from audit.keys.actions.propose_key import propose_key
from audit.log.models import KeyChange, LogKey
from audit.log.models.key_change import LONGEST_HAND_OVER
from egov_outsource.jobs.reach import is_operator
from egov_outsource.rest import caller


class LogKeySerializer(serializers.ModelSerializer[LogKey]):
    """A key that signs heads; `first_size` and `last_size` bound the heads that it signs."""

    class Meta:
        model = LogKey
        fields = (
            "id",
            "tree",
            "number",
            "origin",
            "vkey",
            "since",
            "first_size",
            "last_size",
            "ended_at",
        )
        read_only_fields = fields


class KeyChangeSerializer(serializers.ModelSerializer[KeyChange]):
    """A change of a key; people by number, for operators."""

    class Meta:
        model = KeyChange
        fields = (
            "id",
            "tree",
            "reason",
            "hand_over_days",
            "state",
            "proposed_by",
            "proposed_at",
            "decided_by",
            "decided_at",
            "key",
            "ends_at",
        )
        read_only_fields = fields


class KeyProposalInput(serializers.Serializer[Any]):
    """Why, and for how many days both keys sign."""

    reason = serializers.CharField(max_length=500)
    hand_over_days = serializers.IntegerField(min_value=0, max_value=LONGEST_HAND_OVER)


class LogKeyViewSet(GenericViewSet[LogKey]):
    """The keys of the log."""

    queryset = LogKey.objects.all()
    serializer_class = LogKeySerializer
    pagination_class = None
    filter_backends = ()

    @extend_schema(responses=LogKeySerializer(many=True))
    def list(self, _request: Request) -> Response:
        """Every key that the log had, the first one first."""
        return Response(LogKeySerializer(self.get_queryset(), many=True).data)

    @extend_schema(request=KeyProposalInput, responses={201: KeyChangeSerializer})
    @transition(detail=True, methods=["post"])
    def change(self, request: Request, pk: str) -> Response:
        """An operator proposes a key after this one."""
        _require_operator(request)
        given = KeyProposalInput(data=request.data)
        given.is_valid(raise_exception=True)
        made = propose_key(self.get_object(), actor=caller(request), **given.validated_data)
        return Response(KeyChangeSerializer(made).data, status=201)


class KeyChangeViewSet(GenericViewSet[KeyChange]):
    """Changes of keys, for operators."""

    queryset = KeyChange.objects.all()
    serializer_class = KeyChangeSerializer
    pagination_class = None
    filter_backends = ()

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """To everybody else there is nothing here."""
        super().initial(request, *args, **kwargs)
        _require_operator(request)

    @extend_schema(responses=KeyChangeSerializer(many=True))
    def list(self, _request: Request) -> Response:
        """The newest first."""
        return Response(KeyChangeSerializer(self.get_queryset(), many=True).data)

    @extend_schema(request=None, responses=KeyChangeSerializer)
    @transition(detail=True, methods=["post"])
    def approve(self, request: Request, pk: str) -> Response:
        """Another operator approves."""
        made = approve_key(self.get_object(), actor=caller(request))
        return Response(KeyChangeSerializer(made).data)

    @extend_schema(request=None, responses=KeyChangeSerializer)
    @transition(detail=True, methods=["post"])
    def drop(self, request: Request, pk: str) -> Response:
        """An operator drops it before there is a new key."""
        return Response(
            KeyChangeSerializer(drop_key(self.get_object(), actor=caller(request))).data
        )


def _require_operator(request: Request) -> None:
    if not is_operator(caller(request)):
        raise Http404
