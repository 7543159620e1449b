"""Confirm what was earned at a status date."""

from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict, NotReady, Text
from projects.concurrency import locked
from projects.decisions import log_decision
from projects.duties import require_another
from projects.events import announce
from projects.rights import Right
from projects.selection.terms import money_problem, refuse_wrong
from projects.supervision.independence import require_verifier
from projects.supervision.models import StatusReport


@action
def verify_status_report(
    report: StatusReport, *, actor: User, verified_ev: Decimal, note: str = ""
) -> StatusReport:
    """The engaged supervisor says what was really earned; never who submitted the report (SOD-1).

    Another amount than the submitted one needs a note. Where no supervisor is engaged government
    inspects itself. Recorded as `status_report:verified`; exercises S2.
    """
    report = locked(report)
    mandate = require_verifier(actor, report)
    require_another(actor, [report.submitted_by_id])
    if report.superseded_at is not None:
        raise NotReady("REPORT-REPLACED", _("A newer version has replaced this report."))
    if report.verified_at is not None:
        raise Conflict("REPORT-VERIFIED", _("This report is already verified."))
    _check(report, verified_ev, note)
    report.verified_ev, report.verification_note = verified_ev, note
    report.verified_by, report.verified_at = actor, timezone.now()
    report.save(update_fields=["verified_ev", "verification_note", "verified_by", "verified_at"])
    log_decision(
        report,
        actor=actor,
        right=Right.S2,
        event="status_report:verified",
        mandate=mandate,
        outcome=str(verified_ev),
        reasons=note,
    )
    record(
        "status_report:verified",
        report,
        actor=actor,
        point="S2",
        data={"ev": report.ev, "verified_ev": verified_ev, "note": note},
    )
    announce(report.project_id)
    return report


def _check(report: StatusReport, verified_ev: Decimal, note: str) -> None:
    wrong: dict[str, Text] = {"verified_ev": money_problem(verified_ev)}
    if not wrong["verified_ev"] and verified_ev > report.bac:
        wrong["verified_ev"] = _("This cannot be more than the budget at completion.")
    if verified_ev != report.ev and not note.strip():
        wrong["note"] = _("Say why it differs from what was submitted.")
    refuse_wrong("REPORT-VERIFICATION", wrong)
