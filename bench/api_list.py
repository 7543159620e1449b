"""The list of the API, 100 projects, against a plain ModelSerializer over the same rows."""

from collections.abc import Iterator
from typing import Any

from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.renderers import JSONRenderer
from rest_framework.test import APIRequestFactory, force_authenticate

from bench import country
from bench.figure import Figure, timed
from egov_outsource import access
from egov_outsource.pagination import Pages
from projects.api import OrganisationBrief, ProjectSerializer, ProjectViewSet
from projects.models import Project

WORLD = "country"
ROWS = 100


class PlainSerializer(serializers.ModelSerializer):
    """The same fields, as one would write it first."""

    owner = OrganisationBrief(read_only=True)
    risk_band = serializers.CharField(read_only=True)

    class Meta:
        model = Project
        fields = ProjectSerializer.Meta.fields


class PlainList(ListAPIView):
    """The same rows through the framework's own list; even its count ends where ours does."""

    serializer_class = PlainSerializer
    pagination_class = Pages
    renderer_classes = (JSONRenderer,)
    filter_backends = ()
    throttle_classes = ()

    def get_queryset(self) -> Any:
        """Those that the caller may see, highest risk first."""
        user: Any = self.request.user
        rows = Project.objects.visible_to(user).select_related("owner")
        return rows.order_by("-risk_level", "-id")[: country.MOST_COUNTED]


class Listed(ProjectViewSet):
    """The real list without its throttle, which asks Redis."""

    throttle_classes = ()


def run() -> Iterator[Figure]:
    """A page of 100 rows for somebody who sees 100 agencies."""
    user = country.viewers()[-1].user
    request = APIRequestFactory(SERVER_NAME="localhost").get(
        "/api/v1/projects/", {"page_size": ROWS}
    )
    force_authenticate(request, user)
    ours_view, plain_view = Listed.as_view({"get": "list"}), PlainList.as_view()

    def asked(view: Any) -> bytes:
        with access.remembered_scopes():
            answer: bytes = view(request).render().content
            return answer

    assert asked(ours_view).count(b'"reference"') == ROWS  # noqa: S101 - a whole page
    assert asked(plain_view).count(b'"reference"') == ROWS  # noqa: S101 - a whole page
    mine, theirs = timed(lambda: asked(ours_view), lambda: asked(plain_view))
    more = {"p50": mine.p50, "p95": mine.p95, "database": mine.db, "baseline_database": theirs.db}
    yield Figure("api_list", mine.p50, "ms", theirs.p50, theirs.p50 / mine.p50, more)
