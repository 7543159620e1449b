"""Addresses of documents."""

from django.urls import URLPattern, path

from audit.evidence import views

app_name = "evidence"
urlpatterns: list[URLPattern] = [
    path("projects/<int:pk>/documents/", views.DocumentsView.as_view(), name="documents"),
    path("projects/<int:pk>/documents/csv/", views.DocumentsExportView.as_view(), name="export"),
    path("projects/<int:pk>/documents/hand-in/", views.HandInView.as_view(), name="hand_in"),
    path("documents/<int:pk>/", views.DocumentView.as_view(), name="detail"),
    path("documents/<int:pk>/download/", views.DownloadView.as_view(), name="download"),
    path("documents/<int:pk>/receipt/", views.ReceiptView.as_view(), name="receipt"),
    path("documents/<int:pk>/new-version/", views.NewVersionView.as_view(), name="new_version"),
]
