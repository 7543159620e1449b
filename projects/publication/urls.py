"""Addresses of imports."""

from django.urls import URLPattern, path

from projects.publication import views

app_name = "publication"
urlpatterns: list[URLPattern] = [
    path("imports/", views.ImportListView.as_view(), name="imports"),
    path("imports/new/", views.ImportNewView.as_view(), name="new"),
    path("imports/<int:pk>/", views.ImportDetailView.as_view(), name="run"),
    path("imports/<int:pk>/progress/", views.ImportProgressView.as_view(), name="progress"),
    path("imports/<int:pk>/problems.csv", views.ImportProblemsView.as_view(), name="problems"),
]
