"""Addresses of the contractor register."""

from django.urls import path

from contractors.views import deeds, register, workspace

app_name = "contractors"
urlpatterns = [
    path("contractors/", register.ContractorListView.as_view(), name="list"),
    path("contractors/export.csv", register.ContractorExportView.as_view(), name="export"),
    path("contractors/register/", deeds.RegisterContractorView.as_view(), name="register"),
    path("contractors/<int:pk>/", register.ContractorView.as_view(), name="detail"),
    path(
        "contractors/<int:pk>/qualifications/add/",
        deeds.AddQualificationView.as_view(),
        name="add_qualification",
    ),
    path(
        "qualifications/<int:pk>/withdraw/",
        deeds.WithdrawQualificationView.as_view(),
        name="withdraw_qualification",
    ),
    path(
        "contractors/<int:pk>/sanctions/add/",
        deeds.RecordSanctionView.as_view(),
        name="record_sanction",
    ),
    path("sanctions/<int:pk>/lift/", deeds.LiftSanctionView.as_view(), name="lift_sanction"),
    path(
        "contractors/<int:pk>/affiliations/add/",
        deeds.RecordAffiliationView.as_view(),
        name="record_affiliation",
    ),
    path("workspace/", workspace.WorkspaceView.as_view(), name="workspace"),
]
