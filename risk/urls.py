"""Addresses of the risk engine."""

from django.urls import path

from risk import register_urls, reply_urls
from risk.views.alerts import AlertsView, AlertView, ExportAlertsView
from risk.views.catalogue import CatalogueView, ExportCatalogueView, IndicatorView
from risk.views.portfolio import (
    AgencyView,
    ContractorView,
    ExportMeasureView,
    MeasureView,
    PortfolioView,
)
from risk.views.project import ProjectRiskView, RequestRecomputeView
from risk.views.redflags import ExportRedFlagsView, RedFlagsView
from risk.views.runs import RunListView, RunView
from risk.views.uncertainty import (
    ExportUncertaintyView,
    RequestUncertaintyView,
    UncertaintyView,
)
from risk.views.whatif import WhatIfView

app_name = "risk"
urlpatterns = [
    path("risk/", PortfolioView.as_view(), name="portfolio"),
    path("risk/agencies/<int:pk>/", AgencyView.as_view(), name="agency"),
    path("risk/contractors/<int:pk>/", ContractorView.as_view(), name="contractor"),
    path("risk/measures/<slug:code>/", MeasureView.as_view(), name="measure"),
    path("risk/measures/<slug:code>/export/", ExportMeasureView.as_view(), name="export_measure"),
    path("risk/indicators/", CatalogueView.as_view(), name="catalogue"),
    path("risk/indicators/export/", ExportCatalogueView.as_view(), name="export_indicators"),
    path("risk/indicators/<str:code>/", IndicatorView.as_view(), name="indicator"),
    path("risk/red-flags/", RedFlagsView.as_view(), name="redflags"),
    path("risk/red-flags/export/", ExportRedFlagsView.as_view(), name="export_redflags"),
    path("risk/alerts/", AlertsView.as_view(), name="alerts"),
    path("risk/alerts/export/", ExportAlertsView.as_view(), name="export_alerts"),
    path("risk/alerts/<int:pk>/", AlertView.as_view(), name="alert"),
    path("risk/runs/", RunListView.as_view(), name="runs"),
    path("risk/runs/<int:pk>/", RunView.as_view(), name="run"),
    path("projects/<int:pk>/risk/", ProjectRiskView.as_view(), name="project"),
    path("projects/<int:pk>/risk/what-if/", WhatIfView.as_view(), name="what_if"),
    path("projects/<int:pk>/risk/recompute/", RequestRecomputeView.as_view(), name="recompute"),
    path("projects/<int:pk>/risk/uncertainty/", UncertaintyView.as_view(), name="uncertainty"),
    path(
        "projects/<int:pk>/risk/uncertainty/export/",
        ExportUncertaintyView.as_view(),
        name="export_uncertainty",
    ),
    path(
        "projects/<int:pk>/risk/uncertainty/draw/",
        RequestUncertaintyView.as_view(),
        name="request_uncertainty",
    ),
    *register_urls.urlpatterns,
    *reply_urls.urlpatterns,
]
