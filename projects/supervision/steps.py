"""What a person can do next with a record of supervision: the buttons of its page."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from egov_outsource.access import may
from egov_outsource.accounts.models import User
from projects.models import Project
from projects.owners import is_owners
from projects.rights import Right
from projects.supervision.independence import may_verify
from projects.supervision.models import (
    ChangeRequest,
    Finding,
    Milestone,
    Payment,
    StatusReport,
)
from projects.supervision.parties import serves


@dataclass(frozen=True)
class Step:
    """A button: what it does and where; the first of a page stands out."""

    label: str | Promise
    url: str


def _step(label: str | Promise, name: str, thing: Any) -> Step:
    return Step(label, reverse(f"supervision:{name}", args=[thing.pk]))


def may_report(user: User, project: Project) -> bool:
    """Whether `user` reports progress: contractors, officers on a self-build."""
    if project.mode == Project.Mode.SELF_BUILD:
        return bool(may(user, Right.EDIT_SUPERVISION, project))
    return bool(may(user, Right.SUBMIT, project))


def may_propose(user: User, project: Project) -> bool:
    """Whether `user` proposes changes."""
    return bool(
        may(user, Right.EDIT_SUPERVISION, project) or may(user, Right.PROPOSE_CHANGE, project)
    )


def project_steps(project: Project, user: User) -> Iterator[Step]:
    """What can be begun in a project."""
    if may_report(user, project):
        yield _step(_("Report progress"), "submit_report", project)
    if may(user, Right.INSPECT, project):
        yield _step(_("Raise a finding"), "raise_finding", project)
    if may(user, Right.EDIT_SUPERVISION, project):
        yield _step(_("Add a milestone"), "add_milestone", project)
    if may_propose(user, project):
        yield _step(_("Propose a change"), "propose_change", project)
    if may(user, Right.SUBMIT, project):
        yield _step(_("Claim a payment"), "claim_payment", project)


def milestone_steps(milestone: Milestone, user: User) -> Iterator[Step]:
    """Inspect, change, descope while it is open."""
    if not milestone.is_open:
        return
    if may_verify(user, milestone.project):
        yield _step(_("Inspect"), "meet_milestone", milestone)
    if may(user, Right.EDIT_SUPERVISION, milestone):
        yield _step(_("Change"), "change_milestone", milestone)
        yield _step(_("Descope"), "descope_milestone", milestone)


def report_steps(report: StatusReport, user: User) -> Iterator[Step]:
    """Verify, correct while it is current."""
    if not report.is_current:
        return
    own = report.submitted_by_id == user.pk
    if not report.is_verified and not own and may_verify(user, report.project):
        yield _step(_("Verify"), "verify_report", report)
    if may_report(user, report.project) and serves(user, report.organisation_id):
        yield _step(_("Correct"), "correct_report", report)


def finding_steps(finding: Finding, user: User) -> Iterator[Step]:
    """Answer; then return or close."""
    to_owner = is_owners(finding.project, finding.addressee_id)
    answers = Right.EDIT_SUPERVISION if to_owner else Right.RESPOND
    is_answerer = serves(user, finding.addressee_id) and may(user, answers, finding)
    is_raiser = serves(user, finding.organisation_id) and may(user, Right.INSPECT, finding)
    if finding.status == Finding.Status.ISSUED and is_answerer:
        yield _step(_("Answer"), "respond_finding", finding)
    if finding.status == Finding.Status.ANSWERED and is_raiser:
        yield _step(_("Close"), "close_finding", finding)
        yield _step(_("Return"), "return_finding", finding)


def change_steps(change: ChangeRequest, user: User) -> Iterator[Step]:
    """Assess, decide, note the implementation, withdraw."""
    inspects = bool(may(user, Right.INSPECT, change))
    is_new = user.pk not in {change.proposed_by_id, change.assessed_by_id}
    is_proposed = change.status == ChangeRequest.Status.PROPOSED and is_new
    if is_proposed and (inspects or may_verify(user, change.project)):
        yield _step(_("Assess"), "assess_change", change)
    is_assessed = change.status == ChangeRequest.Status.ASSESSED and is_new
    if is_assessed and may(user, Right.S3, change):
        yield _step(_("Decide"), "decide_change", change)
    if change.implemented_on is None and (inspects or may(user, Right.EDIT_SUPERVISION, change)):
        yield _step(_("Note implementation"), "implement_change", change)
    if change.is_pending and serves(user, change.proposer_id) and may_propose(user, change.project):
        yield _step(_("Withdraw"), "withdraw_change", change)


def payment_steps(payment: Payment, user: User) -> Iterator[Step]:
    """Certify, approve, note the payment, refuse."""
    approves = bool(may(user, Right.S4, payment))
    verifies = payment.status == Payment.Status.CLAIMED and may_verify(user, payment.project)
    involved = {payment.claimed_by_id, payment.certified_by_id}
    if verifies and user.pk not in involved:
        yield _step(_("Certify"), "certify_payment", payment)
    if payment.status == Payment.Status.CERTIFIED and approves and user.pk not in involved:
        yield _step(_("Approve"), "approve_payment", payment)
    if payment.status == Payment.Status.APPROVED and approves:
        yield _step(_("Note the payment"), "pay_payment", payment)
    refusable = payment.status in {Payment.Status.CLAIMED, Payment.Status.CERTIFIED}
    if refusable and (approves or verifies) and user.pk != payment.claimed_by_id:
        yield _step(_("Refuse"), "refuse_payment", payment)
