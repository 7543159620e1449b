"""Say that an answer is not enough."""

from audit.log.action import action
from audit.log.record import record
from audit.reviews.elimination import judge_report
from audit.reviews.mail import tell_of
from audit.reviews.mandate import require_auditor, require_open, require_status
from audit.reviews.models import AuditFinding, EliminationReport
from egov_outsource.accounts.models import User
from projects.concurrency import locked
from projects.events import announce


@action
def return_finding(
    finding: AuditFinding, *, actor: User, reason: str, expected_version: int | None = None
) -> AuditFinding:
    """The auditors return an answer, or a report of elimination, with the reason.

    The addressee answers, or reports, again. Recorded as `audit_finding:returned`.
    """
    finding = locked(finding, expected_version=expected_version)
    engagement = require_auditor(finding.review, actor)
    require_open(finding.review)
    require_status(finding, AuditFinding.Status.ANSWERED, AuditFinding.Status.REPORTED)
    was_report = finding.status == AuditFinding.Status.REPORTED
    if was_report:
        judge_report(finding, actor, EliminationReport.Status.RETURNED, reason)
    finding.status = AuditFinding.Status.RETURNED
    if was_report:
        finding.status = AuditFinding.Status.REPORT_BACK
    finding.return_reason = reason
    finding.version += 1
    finding.save(update_fields=["status", "return_reason", "version"])
    record(
        "audit_finding:returned",
        finding,
        actor=actor,
        organisation=engagement.organisation,
        data={"reason": reason, "report": was_report},
    )
    announce(finding.project_id)
    tell_of("returned", finding)
    return finding
