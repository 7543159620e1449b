"""Addresses of the spine."""

from django.urls import path

from projects import control_views, deeds, duty_views, views

app_name = "projects"
urlpatterns = [
    path("", views.MyWorkView.as_view(), name="my_work"),
    path("projects/", views.ProjectListView.as_view(), name="list"),
    path("projects/export.csv", views.ProjectExportView.as_view(), name="export"),
    path("projects/register/", deeds.RegisterProjectView.as_view(), name="register"),
    path("projects/<int:pk>/", views.ProjectView.as_view(), name="detail"),
    path("projects/<int:pk>/change/", deeds.ChangeProjectView.as_view(), name="change"),
    path("projects/<int:pk>/classify/", deeds.ClassifyDataView.as_view(), name="classify"),
    path("projects/<int:pk>/control/", control_views.ControlView.as_view(), name="control"),
    path(
        "projects/<int:pk>/control/export.csv",
        control_views.ControlExportView.as_view(),
        name="control_export",
    ),
    path(
        "projects/<int:pk>/control/<str:point>/history/",
        control_views.PointHistoryView.as_view(),
        name="control_history",
    ),
    path("projects/<int:pk>/control/<str:point>/", deeds.AllocateView.as_view(), name="allocate"),
    path("duties/", duty_views.DutyRulesView.as_view(), name="duty_rules"),
    path("projects/<int:pk>/duties/", duty_views.ProjectDutiesView.as_view(), name="duties"),
    path("projects/<int:pk>/appoint/", deeds.AppointView.as_view(), name="appoint"),
    path("engagements/<int:pk>/end/", deeds.EndEngagementView.as_view(), name="end_engagement"),
]
