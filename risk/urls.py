"""Addresses of the risk engine."""

from django.urls import path

from risk import register_urls, reply_urls
from risk.views.alerts import AlertsView, AlertView, ExportAlertsView
from risk.views.catalogue import CatalogueView, ExportCatalogueView, IndicatorView
from risk.views.history import ExportHistoryView, HistoryView
from risk.views.models import comparing, drafting, trial, version
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
from risk.views.vetoes import ClearVetoView
from risk.views.whatif import WhatIfView

app_name = "risk"
MODEL = "risk/models/<int:pk>/"
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
    path("risk/models/", version.ModelListView.as_view(), name="models"),
    path("risk/models/draft/", drafting.DraftModelView.as_view(), name="draft_model"),
    path("risk/models/compare/", comparing.CompareModelsView.as_view(), name="compare_models"),
    path(MODEL, version.ModelView.as_view(), name="model"),
    path(f"{MODEL}change/", drafting.ChangeModelView.as_view(), name="change_model"),
    path(f"{MODEL}judge/", drafting.JudgeDimensionsView.as_view(), name="judge_dimensions"),
    path(
        f"{MODEL}judgements/<int:judge>/drop/",
        drafting.DropJudgementView.as_view(),
        name="drop_judgement",
    ),
    path(f"{MODEL}publish/", drafting.PublishModelView.as_view(), name="publish_model"),
    path(f"{MODEL}withdraw/", drafting.WithdrawModelView.as_view(), name="withdraw_model"),
    path(f"{MODEL}try/", drafting.TryModelView.as_view(), name="try_model"),
    path(f"{MODEL}trial/", trial.TrialView.as_view(), name="trial"),
    path(f"{MODEL}trial/export/", trial.ExportTrialView.as_view(), name="export_trial"),
    path("projects/<int:pk>/risk/history/", HistoryView.as_view(), name="history"),
    path(
        "projects/<int:pk>/risk/history/export/",
        ExportHistoryView.as_view(),
        name="export_history",
    ),
    path("projects/<int:pk>/risk/", ProjectRiskView.as_view(), name="project"),
    path("projects/<int:pk>/risk/what-if/", WhatIfView.as_view(), name="what_if"),
    path("projects/<int:pk>/risk/vetoes/clear/", ClearVetoView.as_view(), name="clear_veto"),
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
