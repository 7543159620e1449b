"""When a finding is eliminated: what is reported, and what the auditor makes of it."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.reviews.models import AuditFinding, EliminationReport
from egov_outsource.accounts.models import User
from egov_outsource.errors import NotReady
from projects.duties import require_another


def judge_report(finding: AuditFinding, actor: User, outcome: str, reason: str = "") -> None:
    """Accept or return the report that waits; nobody judges their own (SOD-9)."""
    for report in finding.eliminations.filter(status=EliminationReport.Status.SUBMITTED):
        require_another(actor, [report.submitted_by_id], code="SOD-9")
        report.status, report.return_reason = outcome, reason
        report.judged_by, report.judged_at = actor, timezone.now()
        report.save(update_fields=["status", "return_reason", "judged_by", "judged_at"])


def require_report(finding: AuditFinding, outcome: str) -> None:
    """Refuse to call resolved what was promised and never reported."""
    promised = finding.agreement in AuditFinding.PROMISING
    reported = finding.status == AuditFinding.Status.REPORTED
    if outcome == AuditFinding.Status.RESOLVED and promised and not reported:
        raise NotReady(
            "FINDING-NO-REPORT",
            _("A measure was promised: wait for the elimination report, or accept the risk."),
        )
