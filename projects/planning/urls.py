"""Addresses of plans."""

from django.urls import path

from projects.planning import deeds, scope_deeds, views

PLAN = "projects/<int:pk>/planning"
ITEM = f"{PLAN}/items/<str:code>"
REQUIREMENT = "planning/requirements/<int:pk>"
OBJECTIVE = "planning/objectives/<int:pk>"

app_name = "planning"
urlpatterns = [
    path(f"{PLAN}/", views.OverviewView.as_view(), name="overview"),
    path(f"{ITEM}/", views.ItemView.as_view(), name="item"),
    path(f"{ITEM}/write/", deeds.WriteItemView.as_view(), name="write_item"),
    path(f"{ITEM}/submit/", deeds.SubmitItemView.as_view(), name="submit_item"),
    path(f"{ITEM}/approve/", deeds.ApproveItemView.as_view(), name="approve_item"),
    path(f"{ITEM}/return/", deeds.ReturnItemView.as_view(), name="return_item"),
    path(f"{ITEM}/not-applicable/", deeds.NotApplicableView.as_view(), name="not_applicable"),
    path(f"{PLAN}/requirements/", views.RequirementListView.as_view(), name="requirements"),
    path(
        f"{PLAN}/requirements/export.csv",
        views.RequirementExportView.as_view(),
        name="export_requirements",
    ),
    path(
        f"{PLAN}/requirements/add/",
        scope_deeds.AddRequirementView.as_view(),
        name="add_requirement",
    ),
    path(
        f"{PLAN}/requirements/import/",
        scope_deeds.ImportRequirementsView.as_view(),
        name="import_requirements",
    ),
    path(
        f"{PLAN}/requirements/baseline/",
        scope_deeds.SetBaselineView.as_view(),
        name="set_baseline",
    ),
    path(f"{REQUIREMENT}/", views.RequirementView.as_view(), name="requirement"),
    path(
        f"{REQUIREMENT}/edit/",
        scope_deeds.ChangeRequirementView.as_view(),
        name="change_requirement",
    ),
    path(
        f"{REQUIREMENT}/withdraw/",
        scope_deeds.WithdrawRequirementView.as_view(),
        name="withdraw_requirement",
    ),
    path(f"{PLAN}/objectives/", views.ObjectivesView.as_view(), name="objectives"),
    path(f"{PLAN}/objectives/add/", scope_deeds.AddObjectiveView.as_view(), name="add_objective"),
    path(f"{OBJECTIVE}/edit/", scope_deeds.ChangeObjectiveView.as_view(), name="change_objective"),
    path(
        f"{OBJECTIVE}/withdraw/",
        scope_deeds.WithdrawObjectiveView.as_view(),
        name="withdraw_objective",
    ),
]
