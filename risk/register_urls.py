"""Addresses of the risk register."""

from django.urls import path

from risk.views import register, register_deeds

urlpatterns = [
    path("risk/register/", register.RegisterView.as_view(), name="all_register"),
    path(
        "risk/register/export/", register.ExportRegisterView.as_view(), name="export_all_register"
    ),
    path("projects/<int:pk>/risk/register/", register.RegisterView.as_view(), name="register"),
    path(
        "projects/<int:pk>/risk/register/export/",
        register.ExportRegisterView.as_view(),
        name="export_register",
    ),
    path(
        "projects/<int:pk>/risk/register/add/",
        register_deeds.AddRiskView.as_view(),
        name="add_risk",
    ),
    path("risk/register/<int:pk>/", register.EntryView.as_view(), name="entry"),
    path(
        "risk/register/<int:pk>/change/",
        register_deeds.ChangeRiskView.as_view(),
        name="change_risk",
    ),
    path(
        "risk/register/<int:pk>/review/",
        register_deeds.ReviewRiskView.as_view(),
        name="review_risk",
    ),
    path(
        "risk/register/<int:pk>/treat/", register_deeds.TreatRiskView.as_view(), name="treat_risk"
    ),
    path(
        "risk/register/<int:pk>/measures/",
        register_deeds.PlanMeasureView.as_view(),
        name="plan_measure",
    ),
    path(
        "risk/register/<int:pk>/accept/",
        register_deeds.AcceptRiskView.as_view(),
        name="accept_risk",
    ),
    path(
        "risk/register/<int:pk>/close/", register_deeds.CloseRiskView.as_view(), name="close_risk"
    ),
    path(
        "risk/register/<int:pk>/reopen/",
        register_deeds.ReopenRiskView.as_view(),
        name="reopen_risk",
    ),
    path(
        "risk/mitigations/<int:pk>/done/",
        register_deeds.CompleteMeasureView.as_view(),
        name="complete_measure",
    ),
]
