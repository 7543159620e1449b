"""Addresses of ownership and access."""

from django.urls import path

from projects.ownership import deeds, views

app_name = "ownership"
urlpatterns = [
    path("grants/differences/", views.GrantReportsView.as_view(), name="grant_reports"),
    path("projects/<int:pk>/ownership/", views.OwnershipView.as_view(), name="overview"),
    path(
        "projects/<int:pk>/ownership/transfer/",
        deeds.ProposeTransferView.as_view(),
        name="propose_transfer",
    ),
    path(
        "projects/<int:pk>/ownership/subcontract/",
        deeds.ProposeSubcontractView.as_view(),
        name="propose_subcontract",
    ),
    path(
        "projects/<int:pk>/ownership/emergency/",
        deeds.RequestEmergencyView.as_view(),
        name="request_emergency",
    ),
    path("transfers/<int:pk>/decide/", deeds.DecideTransferView.as_view(), name="decide_transfer"),
    path(
        "transfers/<int:pk>/withdraw/",
        deeds.WithdrawTransferView.as_view(),
        name="withdraw_transfer",
    ),
    path(
        "subcontracts/<int:pk>/decide/",
        deeds.DecideSubcontractView.as_view(),
        name="decide_subcontract",
    ),
    path(
        "subcontracts/<int:pk>/withdraw/",
        deeds.WithdrawSubcontractView.as_view(),
        name="withdraw_subcontract",
    ),
    path(
        "emergencies/<int:pk>/decide/",
        deeds.DecideEmergencyView.as_view(),
        name="decide_emergency",
    ),
    path("emergencies/<int:pk>/end/", deeds.EndEmergencyView.as_view(), name="end_emergency"),
]
