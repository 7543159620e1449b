"""Settle a finding."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from audit.reviews.elimination import judge_report, require_report
from audit.reviews.independence import require_no_official
from audit.reviews.mandate import require_auditor, require_open, require_status
from audit.reviews.models import AuditFinding, EliminationReport
from egov_outsource.accounts.models import User
from egov_outsource.errors import Invalid
from projects.concurrency import locked
from projects.duties import require_another
from projects.events import announce


@action
def resolve_finding(
    finding: AuditFinding,
    *,
    actor: User,
    resolution: str,
    outcome: str = AuditFinding.Status.RESOLVED,
    expected_version: int | None = None,
) -> AuditFinding:
    """The auditors of the review settle a finding: resolved, or the risk is accepted.

    Where a measure was promised, it is resolved only after a report of its elimination. SOD-9:
    the audited never close a finding, nor anybody of government. Recorded as
    `audit_finding:resolved`.
    """
    finding = locked(finding, expected_version=expected_version)
    engagement = require_auditor(finding.review, actor)
    require_another(actor, [finding.responded_by_id], code="SOD-9")
    require_no_official(actor)
    require_open(finding.review)
    require_status(
        finding,
        AuditFinding.Status.ANSWERED,
        AuditFinding.Status.REPORTED,
        AuditFinding.Status.REPORT_BACK,
    )
    if outcome not in AuditFinding.SETTLED:
        raise Invalid(
            "FINDING-OUTCOME",
            _("A finding is either resolved or its risk is accepted."),
            fields={"outcome": _("Choose one of the two.")},
        )
    require_report(finding, outcome)
    if finding.status == AuditFinding.Status.REPORTED:
        judge_report(finding, actor, EliminationReport.Status.ACCEPTED)
    finding.status, finding.resolution = outcome, resolution
    finding.resolved_by, finding.resolved_at = actor, timezone.now()
    finding.version += 1
    finding.save(update_fields=["status", "resolution", "resolved_by", "resolved_at", "version"])
    record(
        "audit_finding:resolved",
        finding,
        actor=actor,
        organisation=engagement.organisation,
        data={"outcome": outcome, "resolution": resolution},
    )
    announce(finding.project_id)
    return finding
