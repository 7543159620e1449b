"""Issue a finding to those who must answer it."""

from django.utils import timezone

from audit.log.action import action
from audit.log.record import record
from audit.reviews.findings import check_complete, next_number, pin_evidence
from audit.reviews.mail import tell_of
from audit.reviews.mandate import require_auditor, require_open, require_status
from audit.reviews.models import AuditFinding
from egov_outsource.accounts.models import User
from projects.concurrency import locked
from projects.events import announce


@action
def issue_finding(
    finding: AuditFinding, *, actor: User, expected_version: int | None = None
) -> AuditFinding:
    """The auditors of the review issue a complete draft; from now on nobody edits it.

    It gets the next number of its audit, and its evidence is pinned by digest.
    Recorded as `audit_finding:issued` with all that was found.
    """
    finding = locked(finding, expected_version=expected_version)
    review = locked(finding.review)
    engagement = require_auditor(review, actor)
    require_open(review)
    require_status(finding, AuditFinding.Status.DRAFT)
    check_complete(finding)
    finding.status, finding.issued_at = AuditFinding.Status.ISSUED, timezone.now()
    finding.number = next_number(AuditFinding.objects.filter(review=review))
    finding.version += 1
    pin_evidence(finding)
    finding.save(update_fields=["status", "issued_at", "number", "version"])
    record(
        "audit_finding:issued",
        finding,
        actor=actor,
        organisation=engagement.organisation,
        data={
            "category": finding.category,
            "severity": finding.severity,
            "criterion": finding.criterion,
            "condition": finding.condition,
            "cause": finding.cause,
            "effect": finding.effect,
            "recommendation": finding.recommendation,
            "addressee": finding.addressee,
            "due": finding.due,
            "payment": finding.payment_id,
            "evidence": list(finding.pins.order_by("document").values("document_id", "sha256")),
        },
    )
    announce(finding.project_id)
    tell_of("issued", finding)
    return finding
