"""Nouns of supervision."""

from projects.supervision.models.change_request import ChangeRequest
from projects.supervision.models.finding import Finding
from projects.supervision.models.milestone import Milestone
from projects.supervision.models.payment import Payment
from projects.supervision.models.status_report import StatusReport

__all__ = ["ChangeRequest", "Finding", "Milestone", "Payment", "StatusReport"]
