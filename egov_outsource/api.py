"""Every route of the REST interface, one line a resource."""

from django.urls import URLPattern, URLResolver, include, path
from rest_framework.routers import DefaultRouter

from audit.evidence.api import DocumentViewSet
from audit.log.api import EntryViewSet
from egov_outsource.accounts.api.me import MeView, SignOutEverywhereView
from egov_outsource.accounts.api.organisations import OrganisationViewSet
from egov_outsource.accounts.api.people import InvitationViewSet, MembershipViewSet
from egov_outsource.accounts.api.services import ServiceAccountViewSet, TokenViewSet
from projects.acceptance.api import (
    AcceptanceCriterionViewSet,
    ConditionViewSet,
    DeliverableViewSet,
    SubmissionViewSet,
)
from projects.api import (
    AllocationViewSet,
    DecisionViewSet,
    EngagementViewSet,
    ProjectViewSet,
    TaskView,
)
from projects.publication.api import ImportRunViewSet

PROJECT = r"projects/(?P<project_pk>\d+)"

router = DefaultRouter()
router.register("organisations", OrganisationViewSet, "api-organisations")
router.register("memberships", MembershipViewSet, "api-memberships")
router.register("invitations", InvitationViewSet, "api-invitations")
router.register("service-accounts", ServiceAccountViewSet, "api-service-accounts")
router.register("tokens", TokenViewSet, "api-tokens")
router.register("projects", ProjectViewSet, "api-projects")
router.register(f"{PROJECT}/engagements", EngagementViewSet, "api-engagements")
router.register(f"{PROJECT}/allocations", AllocationViewSet, "api-allocations")
router.register(f"{PROJECT}/decisions", DecisionViewSet, "api-decisions")
router.register("imports", ImportRunViewSet, "api-imports")
router.register(f"{PROJECT}/deliverables", DeliverableViewSet, "api-deliverables")
router.register(f"{PROJECT}/criteria", AcceptanceCriterionViewSet, "api-criteria")
router.register(f"{PROJECT}/submissions", SubmissionViewSet, "api-submissions")
router.register(f"{PROJECT}/conditions", ConditionViewSet, "api-conditions")
router.register(f"{PROJECT}/documents", DocumentViewSet, "api-documents")
router.register(f"{PROJECT}/trail", EntryViewSet, "api-trail")

urlpatterns: list[URLPattern | URLResolver] = [
    path("me/", MeView.as_view(), name="api-me"),
    path(
        "me/sign-out-everywhere/", SignOutEverywhereView.as_view(), name="api-sign-out-everywhere"
    ),
    path("tasks/", TaskView.as_view(), name="api-tasks"),
    path("", include(router.urls)),
]
