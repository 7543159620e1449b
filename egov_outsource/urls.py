"""Every address of the platform."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from egov_outsource.accounts.admin import leave_only_reading
from egov_outsource.health import health

leave_only_reading()
# operators sign in like everybody else, second factor and rate limits included
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz/", health, name="health"),
    path("account/", include("allauth.urls")),
    path("operators/", admin.site.urls),
    path("api/v1/schema/", SpectacularAPIView.as_view(), name="api-schema"),
    path(
        "api/v1/docs/",
        SpectacularSwaggerSplitView.as_view(url_name="api-schema"),
        name="api-docs",
    ),
    path("api/v1/", include("egov_outsource.api")),
    path("", include("egov_outsource.accounts.urls")),
    path("", include("egov_outsource.jobs.urls")),
    path("", include("egov_outsource.operations.urls")),
    path("", include("projects.urls")),
    path("", include("projects.ownership.urls")),
    path("", include("projects.selection.urls")),
    path("", include("contractors.urls")),
    path("", include("projects.publication.urls")),
    path("", include("projects.supervision.urls")),
    path("", include("projects.acceptance.urls")),
    path("", include("audit.evidence.urls")),
    path("", include("audit.keys.urls")),
    path("", include("audit.log.urls")),
    path("", include("projects.planning.urls")),
    path("", include("audit.reviews.urls")),
    path("", include("audit.entitlements.urls")),
    path("", include("audit.bundles.urls")),
    path("", include("projects.lifecycle.urls")),
    path("", include("risk.urls")),
    path("", include("projects.prosecution.urls")),
]
