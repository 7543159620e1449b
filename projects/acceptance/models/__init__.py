"""Nouns of acceptance."""

from projects.acceptance.models.asset import Asset, CustodyVerification
from projects.acceptance.models.criterion import AcceptanceCriterion
from projects.acceptance.models.decision import AcceptanceDecision, Condition
from projects.acceptance.models.deliverable import Deliverable
from projects.acceptance.models.submission import CriterionCheck, Submission

__all__ = [
    "AcceptanceCriterion",
    "AcceptanceDecision",
    "Asset",
    "Condition",
    "CriterionCheck",
    "CustodyVerification",
    "Deliverable",
    "Submission",
]
