"""Addresses of jobs."""

from django.urls import path

from egov_outsource.jobs.views import CancelJobView, JobView, RetryJobView

app_name = "jobs"
urlpatterns = [
    path("jobs/<int:pk>/", JobView.as_view(), name="job"),
    path("jobs/<int:pk>/cancel/", CancelJobView.as_view(), name="cancel"),
    path("jobs/<int:pk>/retry/", RetryJobView.as_view(), name="retry"),
]
