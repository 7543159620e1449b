"""Recomputations of many projects by REST, with their progress."""

from typing import Any, cast

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from egov_outsource.accounts.models import User
from risk.actions.start_run import start_run
from risk.models import RecomputeRun
from risk.tasks import send_chunks


class RunSerializer(serializers.ModelSerializer):
    """A recomputation and how far it is."""

    done = serializers.IntegerField(read_only=True)

    class Meta:
        model = RecomputeRun
        fields = ("id", "kind", "as_of", "requested_at", "total", "done", "finished_at")


class RunViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """Recomputations of many projects, with their progress."""

    serializer_class = RunSerializer

    def get_queryset(self) -> Any:
        """One's own, and the nightly ones."""
        if getattr(self, "swagger_fake_view", False):
            return RecomputeRun.objects.none()
        return RecomputeRun.objects.visible_to(cast("User", self.request.user))

    @extend_schema(request=None, responses={202: RunSerializer})
    def create(self, request: Request, *_args: Any, **_kwargs: Any) -> Response:
        """Recompute every project whose risk the caller may have computed."""
        run = start_run(
            RecomputeRun.Kind.ON_DEMAND,
            actor=cast("User", request.user),
            as_of=timezone.localdate(),
        )
        send_chunks(run)
        return Response(self.get_serializer(run).data, status=status.HTTP_202_ACCEPTED)
