"""Supervision by REST."""

from projects.supervision.api.changes import ChangeRequestViewSet
from projects.supervision.api.findings import FindingViewSet
from projects.supervision.api.milestones import MilestoneViewSet
from projects.supervision.api.payments import PaymentViewSet
from projects.supervision.api.reports import StatusReportViewSet

__all__ = [
    "ChangeRequestViewSet",
    "FindingViewSet",
    "MilestoneViewSet",
    "PaymentViewSet",
    "StatusReportViewSet",
]
