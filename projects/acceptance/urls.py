"""Addresses of acceptance."""

from django.urls import path

from projects.acceptance import asset_deeds, asset_views, views

app_name = "acceptance"
urlpatterns = [
    path("projects/<int:pk>/acceptance/", views.AcceptanceView.as_view(), name="overview"),
    path(
        "projects/<int:pk>/acceptance/assets/",
        asset_views.RegisterView.as_view(),
        name="assets",
    ),
    path(
        "projects/<int:pk>/acceptance/assets/export.csv",
        asset_views.RegisterExportView.as_view(),
        name="assets_export",
    ),
    path(
        "projects/<int:pk>/acceptance/assets/register/",
        asset_deeds.RegisterAssetView.as_view(),
        name="register_asset",
    ),
    path("assets/<int:pk>/", asset_views.AssetView.as_view(), name="asset"),
    path("assets/<int:pk>/change/", asset_deeds.ChangeAssetView.as_view(), name="change_asset"),
    path("assets/<int:pk>/offer/", asset_deeds.OfferAssetView.as_view(), name="offer_asset"),
    path("assets/<int:pk>/verify/", asset_deeds.VerifyCustodyView.as_view(), name="verify_custody"),
    path("assets/<int:pk>/take/", asset_deeds.TakeCustodyView.as_view(), name="take_custody"),
    path("assets/<int:pk>/retire/", asset_deeds.RetireAssetView.as_view(), name="retire_asset"),
    path("projects/<int:pk>/acceptance/plan/", views.PlanDeliverableView.as_view(), name="plan"),
    path("deliverables/<int:pk>/", views.DeliverableView.as_view(), name="deliverable"),
    path(
        "deliverables/<int:pk>/criteria/add/",
        views.DeclareCriterionView.as_view(),
        name="declare",
    ),
    path("deliverables/<int:pk>/submit/", views.SubmitDeliverableView.as_view(), name="submit"),
    path("submissions/<int:pk>/", views.SubmissionView.as_view(), name="submission"),
    path(
        "submissions/<int:pk>/check/<int:criterion>/",
        views.RecordCheckView.as_view(),
        name="check",
    ),
    path("submissions/<int:pk>/decide/", views.DecideAcceptanceView.as_view(), name="decide"),
    path("conditions/<int:pk>/confirm/", views.ConfirmConditionView.as_view(), name="confirm"),
]
