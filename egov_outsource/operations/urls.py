"""Addresses of the operators' pages."""

from django.urls import path

from egov_outsource.operations.views import DeedView, JobsView, MovingView, WorkersView

app_name = "operations"
urlpatterns = [
    path("operations/jobs/", JobsView.as_view(), name="jobs"),
    path("operations/jobs/moving/", MovingView.as_view(), name="moving"),
    path("operations/jobs/workers/", WorkersView.as_view(), name="workers"),
    path("operations/jobs/<slug:deed>/<int:pk>/", DeedView.as_view(), name="deed"),
]
