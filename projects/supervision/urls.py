"""Addresses of supervision."""

from django.urls import URLPattern, path

from projects.supervision.views import (
    changes,
    findings,
    lists,
    milestones,
    overview,
    payments,
    records,
    reports,
)

app_name = "supervision"
HERE = "projects/<int:pk>/supervision/"


def _listed(name: str, begin: str, view: type) -> list[URLPattern]:
    """The list of one noun, its CSV and the page that begins one."""
    page = lists.RecordListView.as_view(name=name)
    export = lists.RecordExportView.as_view(name=name)
    return [
        path(f"{HERE}{name}/", page, name=name),
        path(f"{HERE}{name}/export.csv", export, name=f"{name}_export"),
        path(f"{HERE}{name}/new/", view.as_view(), name=begin),  # type: ignore[attr-defined]
    ]


def _on(noun: str, **views: type) -> list[URLPattern]:
    """The page of one record and those of its deeds, by the names of their addresses."""
    plural = f"supervision/{noun}s/<int:pk>/"
    return [
        path(plural, views.pop("page").as_view(), name=noun),  # type: ignore[attr-defined]
        *(
            path(f"{plural}{verb}/", view.as_view(), name=f"{verb}_{noun}")  # type: ignore[attr-defined]
            for verb, view in views.items()
        ),
    ]


urlpatterns = [
    path(HERE, overview.SupervisionView.as_view(), name="overview"),
    *_listed("milestones", "add_milestone", milestones.AddMilestoneView),
    *_listed("reports", "submit_report", reports.SubmitReportView),
    *_listed("findings", "raise_finding", findings.RaiseFindingView),
    *_listed("changes", "propose_change", changes.ProposeChangeView),
    *_listed("payments", "claim_payment", payments.ClaimPaymentView),
    *_on(
        "milestone",
        page=records.MilestoneView,
        change=milestones.ChangeMilestoneView,
        meet=milestones.MeetMilestoneView,
        descope=milestones.DescopeMilestoneView,
    ),
    *_on(
        "report",
        page=records.StatusReportView,
        correct=reports.CorrectReportView,
        verify=reports.VerifyReportView,
    ),
    *_on(
        "finding",
        page=records.FindingView,
        respond=findings.RespondFindingView,
        close=findings.CloseFindingView,
        **{"return": findings.ReturnFindingView},
    ),
    *_on(
        "change",
        page=records.ChangeRequestView,
        assess=changes.AssessChangeView,
        decide=changes.DecideChangeView,
        implement=changes.MarkImplementedView,
        withdraw=changes.WithdrawChangeView,
    ),
    *_on(
        "payment",
        page=records.PaymentView,
        certify=payments.CertifyPaymentView,
        approve=payments.ApprovePaymentView,
        pay=payments.PaymentPaidView,
        refuse=payments.RefusePaymentView,
    ),
]
