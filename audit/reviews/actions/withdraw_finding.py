"""Give up a draft."""

from audit.log.action import action
from audit.log.record import record
from audit.reviews.mandate import require_auditor, require_status
from audit.reviews.models import AuditFinding
from egov_outsource.accounts.models import User
from projects.concurrency import locked


@action
def withdraw_finding(finding: AuditFinding, *, actor: User, reason: str) -> AuditFinding:
    """The auditors of the review give up a draft; it stays readable to them.

    Recorded as `audit_finding:withdrawn` under seal.
    """
    finding = locked(finding)
    engagement = require_auditor(finding.review, actor)
    require_status(finding, AuditFinding.Status.DRAFT)
    finding.status, finding.resolution = AuditFinding.Status.WITHDRAWN, reason
    finding.version += 1
    finding.save(update_fields=["status", "resolution", "version"])
    record(
        "audit_finding:withdrawn",
        finding,
        actor=actor,
        organisation=engagement.organisation,
    )
    return finding
