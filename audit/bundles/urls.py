"""Addresses of evidence bundles."""

from django.urls import URLPattern, path

from audit.bundles import views

app_name = "bundles"
urlpatterns: list[URLPattern] = [
    path("bundles/", views.BundlesView.as_view(), name="list"),
    path("bundles/range/", views.RangeView.as_view(), name="range"),
    path("bundles/<int:pk>/", views.BundleView.as_view(), name="detail"),
    path("bundles/<int:pk>/progress/", views.ProgressView.as_view(), name="progress"),
    path("bundles/<int:pk>/download/", views.DownloadView.as_view(), name="download"),
    path("projects/<int:pk>/bundles/new/", views.RequestView.as_view(), name="request"),
]
