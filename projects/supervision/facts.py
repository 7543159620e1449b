"""The facts of each record as its page lists them."""

from typing import Any

from django.utils.translation import gettext as _

from egov_outsource.templatetags.display import iso, money
from projects.selection.models import Contract
from projects.supervision.models import (
    ChangeRequest,
    Finding,
    Milestone,
    Payment,
    StatusReport,
)
from projects.supervision.states import lateness_of

Facts = list[tuple[Any, Any]]


def _by(who: Any, at: Any) -> str:
    return f"{who} · {iso(at)}" if who else ""


def _contract(contract: Contract | None) -> str:
    return f"{contract.reference} {contract.label}" if contract else _("Government’s own work")


def of_milestone(milestone: Milestone) -> Facts:
    """Contract, type, dates, who verified."""
    rows: Facts = [
        (_("Contract"), _contract(milestone.contract)),
        (_("Type"), milestone.kind_label),
        (_("Weight"), milestone.weight),
        (_("Due"), iso(milestone.due)),
        (_("Lateness"), lateness_of(milestone)),
        (_("Met on"), iso(milestone.met_on)),
        (_("Inspected by"), milestone.verified_by),
    ]
    if milestone.descoped_by:
        rows.append((_("Dropped by the change"), milestone.descoped_by))
    return rows


def of_report(report: StatusReport) -> Facts:
    """The four measures and who stands for them."""
    amounts = [
        (_("Budget at completion (BAC)"), report.bac),
        (_("Planned value (PV)"), report.pv),
        (_("Earned value (EV)"), report.ev),
        (_("Earned value as verified"), report.verified_ev),
        (_("Actual cost (AC)"), report.ac),
    ]
    return [
        (_("Contract"), _contract(report.contract)),
        (_("Status date"), iso(report.as_of)),
        (_("Version"), report.number),
        *((label, money(amount, report.currency)) for label, amount in amounts),
        (_("Cost view"), report.get_ac_view_display()),
        (_("Submitted by"), report.organisation.label),
        (_("Submitted"), _by(report.submitted_by, report.submitted_at)),
        (_("Verified"), _by(report.verified_by, report.verified_at)),
    ]


def of_finding(finding: Finding) -> Facts:
    """Severity, parties and days."""
    return [
        (_("Severity"), finding.get_severity_display()),
        (_("Raised by"), finding.organisation.label),
        (_("Addressed to"), finding.addressee.label),
        (_("Raised"), iso(finding.raised_at)),
        (_("Answer due"), iso(finding.due)),
        (_("Answered"), _by(finding.responded_by, finding.responded_at)),
        (_("Closed"), _by(finding.closed_by, finding.closed_at)),
    ]


def of_change(change: ChangeRequest) -> Facts:
    """Type, price, time and the three people."""
    rows: Facts = [
        (_("Contract"), _contract(change.contract)),
        (_("Type"), change.get_kind_display()),
        (_("Change of price"), money(change.value, change.currency)),
        (_("Change of time in days"), change.days),
        (_("Proposed by"), change.proposer.label if change.proposer else ""),
        (_("Proposed"), _by(change.proposed_by, change.proposed_at)),
        (_("Assessed"), _by(change.assessed_by, change.assessed_at)),
        (_("Decided"), _by(change.decided_by, change.decided_at)),
    ]
    if change.procurement_reference:
        rows.append((_("Procurement decision"), change.procurement_reference))
    rows.append((_("Implemented on"), iso(change.implemented_on)))
    return rows


def of_payment(payment: Payment) -> Facts:
    """Amount, payee and the people."""
    rows: Facts = [
        (_("Contract"), _contract(payment.contract)),
        (_("For"), payment.purpose),
        (_("Amount"), money(payment.amount, payment.currency)),
        (_("Payee"), payment.payee.label if payment.payee else ""),
        (_("Claimed"), _by(payment.claimed_by, payment.claimed_at)),
        (_("Certified"), _by(payment.certified_by, payment.certified_at)),
        (_("Approved"), _by(payment.approved_by, payment.approved_at)),
        (_("Paid on"), iso(payment.paid_on)),
    ]
    if payment.refused_by:
        rows.append((_("Refused"), _by(payment.refused_by, payment.refused_at)))
    return rows
