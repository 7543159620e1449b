"""Jobs for programs."""

from typing import Any, cast

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import mixins, serializers, viewsets
from rest_framework.decorators import action as transition
from rest_framework.request import Request
from rest_framework.response import Response

from egov_outsource.accounts.models import User
from egov_outsource.jobs.actions.cancel_job import cancel_job
from egov_outsource.jobs.actions.retry_job import retry_job
from egov_outsource.jobs.models import Job
from egov_outsource.rest import caller


class JobSerializer(serializers.ModelSerializer[Job]):
    """A job and how far it is."""

    outcome = serializers.SerializerMethodField()

    class Meta:
        model = Job
        fields = (
            "id",
            "kind",
            "project",
            "asked_at",
            "state",
            "done",
            "total",
            "attempts",
            "started_at",
            "finished_at",
            "failure",
            "is_being_cancelled",
            "outcome",
        )
        read_only_fields = fields

    @extend_schema_field(serializers.DictField())
    def get_outcome(self, job: Job) -> dict[str, Any]:
        """Where what came of it is found; depends on the kind."""
        return cast("dict[str, Any]", job.outcome)


class JobViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """The caller's own jobs, and those about projects whose risk the caller sees, newest first."""

    serializer_class = JobSerializer
    filterset_fields = ("kind", "state", "project")

    def get_queryset(self) -> Any:
        """What the caller sees."""
        if getattr(self, "swagger_fake_view", False):
            return Job.objects.none()
        return Job.objects.visible_to(cast("User", self.request.user))

    @extend_schema(request=None, responses=JobSerializer)
    @transition(detail=True, methods=["post"])
    def cancel(self, request: Request, **_keys: Any) -> Response:
        """End it at the next point where it can."""
        job = cancel_job(self.get_object(), actor=caller(request))
        return Response(self.get_serializer(job).data)

    @extend_schema(request=None, responses=JobSerializer)
    @transition(detail=True, methods=["post"])
    def retry(self, request: Request, **_keys: Any) -> Response:
        """Try again what failed or was cancelled."""
        job = retry_job(self.get_object(), actor=caller(request))
        return Response(self.get_serializer(job).data)
