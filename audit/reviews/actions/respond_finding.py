"""Answer a finding."""

from datetime import date

from django.utils import timezone

from audit.log.action import action
from audit.log.record import record
from audit.reviews.findings import check_answer
from audit.reviews.mandate import require_addressee, require_open, require_status
from audit.reviews.models import AuditFinding
from egov_outsource.accounts.models import User
from projects.concurrency import locked
from projects.events import announce


@action
def respond_finding(
    finding: AuditFinding,
    *,
    actor: User,
    response: str,
    agreement: str = AuditFinding.Agreement.AGREES,
    planned_measure: str = "",
    measure_due: date | None = None,
    expected_version: int | None = None,
) -> AuditFinding:
    """Those to whom a finding is addressed answer it: officers of the owner, or the contractor.

    They agree, wholly or in part, and then plan a measure by a day; or they do not. Recorded as
    `audit_finding:answered` with the answer; earlier answers stay in the trail.
    """
    finding = locked(finding, expected_version=expected_version)
    require_addressee(finding, actor)
    require_open(finding.review)
    require_status(finding, AuditFinding.Status.ISSUED, AuditFinding.Status.RETURNED)
    check_answer(response, agreement, planned_measure, measure_due)
    finding.status, finding.response = AuditFinding.Status.ANSWERED, response
    finding.agreement, finding.planned_measure = agreement, planned_measure
    finding.measure_due = measure_due
    finding.responded_by, finding.responded_at = actor, timezone.now()
    finding.return_reason = ""
    finding.version += 1
    finding.save(
        update_fields=[
            "status",
            "response",
            "agreement",
            "planned_measure",
            "measure_due",
            "responded_by",
            "responded_at",
            "return_reason",
            "version",
        ]
    )
    record(
        "audit_finding:answered",
        finding,
        actor=actor,
        organisation=finding.addressee,
        data={
            "response": response,
            "agreement": agreement,
            "measure": planned_measure,
            "measure_due": measure_due,
        },
    )
    announce(finding.project_id)
    return finding
