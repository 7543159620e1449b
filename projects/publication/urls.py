"""Addresses of imports."""

from django.urls import URLPattern, path

from projects.publication import views

urlpatterns: list[URLPattern] = [
    path("imports/", views.ImportListView.as_view(), name="import_list"),
    path("imports/new/", views.ImportNewView.as_view(), name="import_new"),
    path("imports/<int:pk>/", views.ImportDetailView.as_view(), name="import_detail"),
    path("imports/<int:pk>/progress/", views.ImportProgressView.as_view(), name="import_progress"),
    path(
        "imports/<int:pk>/problems.csv", views.ImportProblemsView.as_view(), name="import_problems"
    ),
]
