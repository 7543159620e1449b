"""Nouns of operation mode selection."""

from projects.selection.models.appraisal import Alternative, AlternativeScore, ModeDecision
from projects.selection.models.award import Award
from projects.selection.models.bid import Bid
from projects.selection.models.contract import Contract, OwnershipClause
from projects.selection.models.tender import EvaluationCriterion, Tender

__all__ = [
    "Alternative",
    "AlternativeScore",
    "Award",
    "Bid",
    "Contract",
    "EvaluationCriterion",
    "ModeDecision",
    "OwnershipClause",
    "Tender",
]
