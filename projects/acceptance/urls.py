"""Addresses of acceptance."""

from django.urls import path

from projects.acceptance import views

app_name = "acceptance"
urlpatterns = [
    path("projects/<int:pk>/acceptance/", views.AcceptanceView.as_view(), name="overview"),
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
