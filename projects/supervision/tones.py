"""With which tone a state is shown; the word always stands beside it."""

from projects.supervision.models import (
    ChangeRequest,
    Finding,
    Milestone,
    Payment,
    StatusReport,
)


def milestone_tone(milestone: Milestone) -> str:
    """Met is good, late is bad."""
    if milestone.status == Milestone.Status.MET:
        return "success"
    if milestone.is_open and milestone.days_late:
        return "error"
    return "" if milestone.status != Milestone.Status.PARTIALLY_MET else "warning"


def report_tone(report: StatusReport) -> str:
    """Verified is good, waiting is not yet."""
    if not report.is_current:
        return ""
    return "success" if report.is_verified else "warning"


def finding_tone(finding: Finding) -> str:
    """Closed is good, overdue is bad."""
    if finding.status == Finding.Status.CLOSED:
        return "success"
    return "error" if finding.is_overdue else "warning"


def severity_tone(finding: Finding) -> str:
    """The graver the louder."""
    return {"critical": "error", "major": "warning"}.get(finding.severity, "")


def change_tone(change: ChangeRequest) -> str:
    """A bypass is bad whatever was decided."""
    if change.is_bypass:
        return "error"
    tones = {"approved": "success", "proposed": "warning", "assessed": "warning"}
    return tones.get(change.status, "")


def payment_tone(payment: Payment) -> str:
    """Paid is good, refused is not."""
    tones = {"paid": "success", "approved": "info", "certified": "info", "refused": "error"}
    return tones.get(payment.status, "warning")
