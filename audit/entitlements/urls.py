"""Addresses of the explanation and the review of access."""

from django.urls import URLPattern, path

from audit.entitlements.views import explaining, reports

app_name = "entitlements"
PROJECT = "projects/<int:pk>/access/"
urlpatterns: list[URLPattern] = [
    path(PROJECT, explaining.ExplainView.as_view(), name="explain"),
    path(f"{PROJECT}people/", explaining.ViewersView.as_view(), name="viewers"),
    path(f"{PROJECT}people/csv/", explaining.ViewersExportView.as_view(), name="viewers_export"),
    path("access-reports/", reports.ReportsView.as_view(), name="reports"),
    path("access-reports/<int:pk>/", reports.ReportView.as_view(), name="report"),
    path("access-reports/<int:pk>/csv/", reports.ReportExportView.as_view(), name="report_export"),
    path("access-reports/<int:pk>/confirm/", reports.ConfirmReportView.as_view(), name="confirm"),
]
