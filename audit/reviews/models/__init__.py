"""Nouns of audit work, one a file."""

from audit.reviews.models.elimination import EliminationReport
from audit.reviews.models.finding import AuditFinding
from audit.reviews.models.pin import FindingEvidence
from audit.reviews.models.plan import PlanVersion
from audit.reviews.models.question import Question
from audit.reviews.models.review import Review
from audit.reviews.models.sample import Sample
from audit.reviews.models.sample_item import SampleItem
from audit.reviews.models.workpaper import Workpaper

__all__ = [
    "AuditFinding",
    "EliminationReport",
    "FindingEvidence",
    "PlanVersion",
    "Question",
    "Review",
    "Sample",
    "SampleItem",
    "Workpaper",
]
