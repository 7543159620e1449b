"""Issue a finding to those who must answer it."""

from django.utils import timezone

from audit.log.action import action
from audit.log.record import record
from audit.reviews.findings import check_complete
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

    Recorded as `audit_finding:issued` with all that was found.
    """
    finding = locked(finding, expected_version=expected_version)
    engagement = require_auditor(finding.review, actor)
    require_open(finding.review)
    require_status(finding, AuditFinding.Status.DRAFT)
    check_complete(finding)
    finding.status, finding.issued_at = AuditFinding.Status.ISSUED, timezone.now()
    finding.version += 1
    finding.save(update_fields=["status", "issued_at", "version"])
    record(
        "audit_finding:issued",
        finding,
        actor=actor,
        organisation=engagement.organisation,
        data={
            "severity": finding.severity,
            "criterion": finding.criterion,
            "condition": finding.condition,
            "cause": finding.cause,
            "effect": finding.effect,
            "recommendation": finding.recommendation,
            "addressee": finding.addressee,
            "due": finding.due,
            "evidence": list(finding.evidence.order_by("pk").values_list("sha256", flat=True)),
        },
    )
    announce(finding.project_id)
    return finding
