"""Every route of the REST interface, one line a resource."""

from django.urls import URLPattern, URLResolver, include, path
from rest_framework.routers import DefaultRouter

from audit.bundles.api import BundleViewSet
from audit.entitlements.api import ExplanationView, ViewersView
from audit.entitlements.reports_api import AccessReportViewSet
from audit.evidence.api import DocumentViewSet
from audit.evidence.keeping_api import DisposalViewSet, HoldViewSet
from audit.evidence.tus import UploadViewSet
from audit.keys.api import KeyChangeViewSet, LogKeyViewSet
from audit.log.api import EntryViewSet
from audit.log.feed import LogEntryViewSet
from audit.reviews.api import (
    AuditFindingViewSet,
    PaymentChainViewSet,
    QuestionViewSet,
    ReviewViewSet,
    SampleItemViewSet,
    SampleViewSet,
    WorkpaperViewSet,
)
from contractors.api import (
    AffiliationViewSet,
    ContractorViewSet,
    QualificationViewSet,
    SanctionViewSet,
)
from egov_outsource.accounts.api.delegations import DelegationViewSet
from egov_outsource.accounts.api.me import MeView, SignOutEverywhereView
from egov_outsource.accounts.api.organisations import OrganisationViewSet
from egov_outsource.accounts.api.people import InvitationViewSet, MembershipViewSet
from egov_outsource.accounts.api.services import ServiceAccountViewSet, TokenViewSet
from egov_outsource.jobs.api import JobViewSet
from egov_outsource.operations.api import OperationsDeedView, OperationsView
from projects.acceptance.api import (
    AcceptanceCriterionViewSet,
    ConditionViewSet,
    DeliverableViewSet,
    SubmissionViewSet,
)
from projects.acceptance.asset_api import AssetViewSet
from projects.api import EngagementViewSet, ProjectViewSet, TaskView
from projects.control_api import AllocationViewSet, ControlMapView, DecisionViewSet
from projects.duty_api import DutyRulesView, ProjectDutiesView
from projects.lifecycle.api import (
    AttestationViewSet,
    GateReviewViewSet,
    GateViewSet,
    WaiverViewSet,
)
from projects.ownership.api import (
    EmergencyViewSet,
    GrantReportViewSet,
    SubcontractViewSet,
    TransferViewSet,
)
from projects.planning.api.items import PlanItemViewSet
from projects.planning.api.objectives import ObjectiveViewSet
from projects.planning.api.requirements import RequirementViewSet
from projects.prosecution.api import BreachViewSet, ObligationViewSet, RatingViewSet
from projects.publication.api import ImportRunViewSet
from projects.selection.api.appraisal import AlternativeViewSet, ModeDecisionViewSet
from projects.selection.api.bids import BidViewSet
from projects.selection.api.contracts import ClauseViewSet, ContractViewSet
from projects.selection.api.tenders import AwardViewSet, ProjectTenderViewSet, TenderViewSet
from projects.supervision.api import (
    ChangeRequestViewSet,
    FindingViewSet,
    MilestoneViewSet,
    PaymentViewSet,
    StatusReportViewSet,
)
from risk.api.alerts import AlertViewSet
from risk.api.catalogue import IndicatorListView, IndicatorView
from risk.api.models import ModelViewSet
from risk.api.portfolio import PortfolioMeasureView, PortfolioView
from risk.api.register import AllRisksViewSet, MitigationViewSet, RegisterViewSet
from risk.api.replay import ReplayView
from risk.api.replies import OverrideViewSet, ScoreAnswerViewSet, ScoreNoticeViewSet
from risk.api.results import HistoryViewSet, ProjectRiskView, RecomputeView
from risk.api.runs import RunViewSet
from risk.api.uncertainty import UncertaintyView
from risk.api.vetoes import VetoClearanceViewSet
from risk.api.whatif import WhatIfView

PROJECT = r"projects/(?P<project_pk>\d+)"

router = DefaultRouter()
router.register("organisations", OrganisationViewSet, "api-organisations")
router.register("memberships", MembershipViewSet, "api-memberships")
router.register("delegations", DelegationViewSet, "api-delegations")
router.register("invitations", InvitationViewSet, "api-invitations")
router.register("service-accounts", ServiceAccountViewSet, "api-service-accounts")
router.register("tokens", TokenViewSet, "api-tokens")
router.register("projects", ProjectViewSet, "api-projects")
router.register(f"{PROJECT}/engagements", EngagementViewSet, "api-engagements")
router.register(f"{PROJECT}/allocations", AllocationViewSet, "api-allocations")
router.register(f"{PROJECT}/decisions", DecisionViewSet, "api-decisions")
router.register(f"{PROJECT}/transfers", TransferViewSet, "api-transfers")
router.register(f"{PROJECT}/subcontracts", SubcontractViewSet, "api-subcontracts")
router.register(f"{PROJECT}/emergencies", EmergencyViewSet, "api-emergencies")
router.register("grant-reports", GrantReportViewSet, "api-grant-reports")
router.register(f"{PROJECT}/plan-items", PlanItemViewSet, "api-plan-items")
router.register(f"{PROJECT}/requirements", RequirementViewSet, "api-requirements")
router.register(f"{PROJECT}/objectives", ObjectiveViewSet, "api-objectives")
router.register(f"{PROJECT}/gates", GateViewSet, "api-gates")
router.register(f"{PROJECT}/gate-reviews", GateReviewViewSet, "api-gate-reviews")
router.register(f"{PROJECT}/attestations", AttestationViewSet, "api-attestations")
router.register(f"{PROJECT}/waivers", WaiverViewSet, "api-waivers")
router.register("imports", ImportRunViewSet, "api-imports")
router.register(f"{PROJECT}/deliverables", DeliverableViewSet, "api-deliverables")
router.register(f"{PROJECT}/criteria", AcceptanceCriterionViewSet, "api-criteria")
router.register(f"{PROJECT}/submissions", SubmissionViewSet, "api-submissions")
router.register(f"{PROJECT}/conditions", ConditionViewSet, "api-conditions")
router.register(f"{PROJECT}/assets", AssetViewSet, "api-assets")
router.register(f"{PROJECT}/milestones", MilestoneViewSet, "api-milestones")
router.register(f"{PROJECT}/status-reports", StatusReportViewSet, "api-status-reports")
router.register(f"{PROJECT}/findings", FindingViewSet, "api-findings")
router.register(f"{PROJECT}/changes", ChangeRequestViewSet, "api-changes")
router.register(f"{PROJECT}/payments", PaymentViewSet, "api-payments")
router.register(f"{PROJECT}/documents", DocumentViewSet, "api-documents")
router.register(f"{PROJECT}/uploads", UploadViewSet, "api-uploads")
router.register(f"{PROJECT}/holds", HoldViewSet, "api-holds")
router.register(f"{PROJECT}/disposals", DisposalViewSet, "api-disposals")
router.register(f"{PROJECT}/reviews", ReviewViewSet, "api-reviews")
router.register(f"{PROJECT}/audit-findings", AuditFindingViewSet, "api-audit-findings")
router.register(f"{PROJECT}/bundles", BundleViewSet, "api-bundles")
router.register(f"{PROJECT}/audit-questions", QuestionViewSet, "api-audit-questions")
router.register(f"{PROJECT}/audit-samples", SampleViewSet, "api-audit-samples")
router.register(f"{PROJECT}/audit-sample-items", SampleItemViewSet, "api-audit-sample-items")
router.register(f"{PROJECT}/workpapers", WorkpaperViewSet, "api-workpapers")
router.register(f"{PROJECT}/payment-chains", PaymentChainViewSet, "api-payment-chains")
router.register(f"{PROJECT}/trail", EntryViewSet, "api-trail")
router.register("log/entries", LogEntryViewSet, "api-log-entries")
router.register("log/keys", LogKeyViewSet, "api-log-keys")
router.register("log/key-changes", KeyChangeViewSet, "api-log-key-changes")
router.register(f"{PROJECT}/risk/history", HistoryViewSet, "api-risk-history")
router.register(f"{PROJECT}/risk/scores", ScoreNoticeViewSet, "api-risk-scores")
router.register(f"{PROJECT}/risk/answers", ScoreAnswerViewSet, "api-risk-answers")
router.register(f"{PROJECT}/risk/veto-clearances", VetoClearanceViewSet, "api-risk-vetoes")
router.register(f"{PROJECT}/risk/overrides", OverrideViewSet, "api-risk-overrides")
router.register(f"{PROJECT}/risk/register", RegisterViewSet, "api-risk-register")
router.register(f"{PROJECT}/risk/mitigations", MitigationViewSet, "api-risk-mitigations")
router.register("risk/register", AllRisksViewSet, "api-risk-all-register")
router.register(f"{PROJECT}/alternatives", AlternativeViewSet, "api-alternatives")
router.register(f"{PROJECT}/mode-decisions", ModeDecisionViewSet, "api-mode-decisions")
router.register(f"{PROJECT}/tenders", ProjectTenderViewSet, "api-project-tenders")
router.register("tenders", TenderViewSet, "api-tenders")
router.register("bids", BidViewSet, "api-bids")
router.register("awards", AwardViewSet, "api-awards")
router.register("contracts", ContractViewSet, "api-contracts")
router.register("clauses", ClauseViewSet, "api-clauses")
router.register("access-reports", AccessReportViewSet, "api-access-reports")
router.register("contractors", ContractorViewSet, "api-contractors")
router.register("qualifications", QualificationViewSet, "api-qualifications")
router.register("sanctions", SanctionViewSet, "api-sanctions")
router.register("affiliations", AffiliationViewSet, "api-affiliations")
router.register("jobs", JobViewSet, "api-jobs")
router.register("risk/alerts", AlertViewSet, "api-risk-alerts")
router.register(f"{PROJECT}/risk/alerts", AlertViewSet, "api-risk-project-alerts")
router.register("risk/runs", RunViewSet, "api-risk-runs")
router.register("risk/models", ModelViewSet, "api-risk-models")
router.register(f"{PROJECT}/obligations", ObligationViewSet, "api-obligations")
router.register(f"{PROJECT}/breaches", BreachViewSet, "api-breaches")
router.register(f"{PROJECT}/ratings", RatingViewSet, "api-ratings")

urlpatterns: list[URLPattern | URLResolver] = [
    path("me/", MeView.as_view(), name="api-me"),
    path(
        "projects/<int:project_pk>/control-rights/",
        ControlMapView.as_view(),
        name="api-control-rights",
    ),
    path(
        "me/sign-out-everywhere/", SignOutEverywhereView.as_view(), name="api-sign-out-everywhere"
    ),
    path("operations/", OperationsView.as_view(), name="api-operations"),
    path(
        "operations/<slug:deed>/<int:pk>/",
        OperationsDeedView.as_view(),
        name="api-operations-deed",
    ),
    path("tasks/", TaskView.as_view(), name="api-tasks"),
    path("duties/", DutyRulesView.as_view(), name="api-duty-rules"),
    path("projects/<int:project_pk>/duties/", ProjectDutiesView.as_view(), name="api-duties"),
    path("risk/indicators/", IndicatorListView.as_view(), name="api-risk-indicators"),
    path("risk/indicators/<str:code>/", IndicatorView.as_view(), name="api-risk-indicator"),
    path(
        "projects/<int:project_pk>/access/explanation/",
        ExplanationView.as_view(),
        name="api-access-explanation",
    ),
    path(
        "projects/<int:project_pk>/access/viewers/",
        ViewersView.as_view(),
        name="api-access-viewers",
    ),
    path("risk/portfolio/", PortfolioView.as_view(), name="api-risk-portfolio"),
    path(
        "risk/portfolio/<slug:code>/",
        PortfolioMeasureView.as_view(),
        name="api-risk-portfolio-measure",
    ),
    path("projects/<int:project_pk>/risk/", ProjectRiskView.as_view(), name="api-risk"),
    path("projects/<int:project_pk>/risk/what-if/", WhatIfView.as_view(), name="api-risk-what-if"),
    path(
        "projects/<int:project_pk>/risk/uncertainty/",
        UncertaintyView.as_view(),
        name="api-risk-uncertainty",
    ),
    path(
        "projects/<int:project_pk>/risk/recompute/",
        RecomputeView.as_view(),
        name="api-risk-recompute",
    ),
    path("projects/<int:project_pk>/risk/replay/", ReplayView.as_view(), name="api-risk-replay"),
    path("", include(router.urls)),
]
