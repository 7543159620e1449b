"""Addresses of gates."""

from django.urls import path

from projects.lifecycle import deeds, views

GATE = "projects/<int:pk>/gates/<str:gate>"

app_name = "lifecycle"
urlpatterns = [
    path("projects/<int:pk>/gates/", views.GatesView.as_view(), name="overview"),
    path(f"{GATE}/", views.GateView.as_view(), name="gate"),
    path(f"{GATE}/submit/", deeds.SubmitView.as_view(), name="submit"),
    path(f"{GATE}/checks/<str:code>/attest/", deeds.AttestView.as_view(), name="attest"),
    path(f"{GATE}/checks/<str:code>/waive/", deeds.WaiveView.as_view(), name="waive"),
    path("gates/reviews/<int:pk>/", views.ReviewView.as_view(), name="review"),
    path("gates/reviews/<int:pk>/pass/", deeds.PassView.as_view(), name="pass"),
    path("gates/reviews/<int:pk>/return/", deeds.ReturnView.as_view(), name="return"),
    path("gates/reviews/<int:pk>/reopen/", deeds.ReopenView.as_view(), name="reopen"),
]
