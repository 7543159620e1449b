"""Addresses of the trail."""

from django.urls import URLPattern, path

from audit.log import views

app_name = "audit"
urlpatterns: list[URLPattern] = [
    path("projects/<int:pk>/trail/", views.TrailView.as_view(), name="trail"),
    path("projects/<int:pk>/trail/csv/", views.TrailExportView.as_view(), name="export"),
    path("trail/<uuid:uid>/", views.EntryView.as_view(), name="entry"),
]
