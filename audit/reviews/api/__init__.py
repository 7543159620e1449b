"""Audit work for programs."""

from audit.reviews.api.chains import PaymentChainViewSet
from audit.reviews.api.findings import AuditFindingViewSet
from audit.reviews.api.own import SampleItemViewSet, SampleViewSet, WorkpaperViewSet
from audit.reviews.api.questions import QuestionViewSet
from audit.reviews.api.reviews import ReviewViewSet

__all__ = [
    "AuditFindingViewSet",
    "PaymentChainViewSet",
    "QuestionViewSet",
    "ReviewViewSet",
    "SampleItemViewSet",
    "SampleViewSet",
    "WorkpaperViewSet",
]
