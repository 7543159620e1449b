"""Builders of audit work."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from audit.reviews.actions.draft_finding import draft_finding
from audit.reviews.actions.issue_finding import issue_finding
from audit.reviews.actions.open_review import open_review
from audit.reviews.actions.respond_finding import respond_finding
from audit.reviews.models import AuditFinding, Review
from tests.build.evidence import document
from tests.build.projects import Cast


def review(cast: Cast) -> Review:
    """An audit announced by the auditor of the cast."""
    return open_review(cast.project, actor=cast.auditor, title="Contract audit", plan="Look at it")


def contents(cast: Cast, **facts: Any) -> dict[str, Any]:
    """A complete finding addressed to the owner agency."""
    return {
        "title": "Payments before acceptance",
        "severity": "high",
        "criterion": "Clause 7: payment after acceptance.",
        "condition": "Two payments were made before.",
        "cause": "No three-way match.",
        "effect": "No leverage for corrections.",
        "recommendation": "Match before payment.",
        "due": timezone.localdate() + timedelta(days=20),
        "addressee": cast.agency,
    } | facts


def draft(cast: Cast, of: Review | None = None, **facts: Any) -> AuditFinding:
    """A complete draft with a document as evidence."""
    if "evidence" not in facts:
        name = f"sample {AuditFinding.objects.count()}"
        facts["evidence"] = [document(cast.project, cast.auditor, name)]
    return draft_finding(of or review(cast), actor=cast.auditor, **contents(cast, **facts))


def issued(cast: Cast, of: Review | None = None, **facts: Any) -> AuditFinding:
    """An issued finding."""
    return issue_finding(draft(cast, of, **facts), actor=cast.auditor)


def answered(cast: Cast, of: Review | None = None, **facts: Any) -> AuditFinding:
    """A finding that its addressee answered."""
    finding = issued(cast, of, **facts)
    is_owner = finding.addressee_id == cast.agency.pk
    actor = cast.officer if is_owner else cast.project_manager
    return respond_finding(finding, actor=actor, response="We will match.")
