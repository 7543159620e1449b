"""Evidence bundles for programs."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action as transition
from rest_framework.request import Request
from rest_framework.response import Response

from audit.bundles.actions.request_bundle import request_bundle
from audit.bundles.models import Bundle
from audit.bundles.sending import as_download
from egov_outsource.rest import ReadViewSet, caller
from projects.models import Project


class BundleSerializer(serializers.ModelSerializer[Bundle]):
    """A bundle and how far it is."""

    counts = serializers.DictField(child=serializers.IntegerField(), read_only=True)

    class Meta:
        model = Bundle
        fields = (
            "id",
            "project",
            "kind",
            "case_id",
            "case_name",
            "since",
            "until",
            "requested_at",
            "state",
            "failure",
            "done",
            "total",
            "counts",
            "sha256",
            "size",
            "finished_at",
            "expires_at",
        )
        read_only_fields = fields


class RequestBundleSerializer(serializers.Serializer[Any]):
    """Of what; `case` is the id of a contract, an audit or an audit finding."""

    kind = serializers.ChoiceField(choices=Bundle.Kind.choices)
    case = serializers.IntegerField(required=False, allow_null=True, min_value=1)
    since = serializers.DateField(required=False, allow_null=True)
    until = serializers.DateField(required=False, allow_null=True)


class BundleViewSet(ReadViewSet):
    """The caller's own bundles of a project: POST asks for one, GET says how far it is."""

    model = Bundle
    related = ("project",)
    serializer_class = BundleSerializer
    filterset_fields = ("kind", "state")

    @extend_schema(request=RequestBundleSerializer, responses={201: BundleSerializer})
    def create(self, request: Request, project_pk: str | None = None) -> Response:
        """Ask for one."""
        facts = self.checked(RequestBundleSerializer)
        bundle = request_bundle(self.container(Project), actor=caller(request), **facts)
        return self.answer(bundle, status.HTTP_201_CREATED)

    @extend_schema(responses={(200, "application/zip"): OpenApiTypes.BINARY})
    @transition(detail=True, methods=["get"])
    def download(self, request: Request, **keys: Any) -> Any:
        """The file as an attachment."""
        return as_download(self.get_object(), actor=caller(request))
