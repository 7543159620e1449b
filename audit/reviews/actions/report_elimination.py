"""Report what was done about a finding."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.evidence.models import Document
from audit.log.action import action
from audit.log.record import record
from audit.reviews.findings import next_number, require_documents
from audit.reviews.mandate import require_addressee, require_open, require_status
from audit.reviews.models import AuditFinding, EliminationReport
from egov_outsource.accounts.models import User
from egov_outsource.errors import Invalid
from projects.concurrency import locked
from projects.events import announce


@action
def report_elimination(
    finding: AuditFinding,
    *,
    actor: User,
    done: str,
    done_on: date,
    evidence: Iterable[Document] = (),
    expected_version: int | None = None,
) -> AuditFinding:
    """The addressee of a finding reports what it did, with evidence; the auditor judges it.

    Recorded as `audit_finding:eliminated` with the digests of the evidence.
    """
    finding = locked(finding, expected_version=expected_version)
    require_addressee(finding, actor)
    require_open(finding.review)
    require_status(finding, AuditFinding.Status.ANSWERED, AuditFinding.Status.REPORT_BACK)
    documents = list(evidence)
    require_documents(documents, finding.project, actor)
    if not done.strip():
        raise Invalid("ELIMINATION", _("Say what was done."), fields={"done": _("This is needed.")})
    if done_on > timezone.localdate():
        wrong = {"done_on": _("This day is still to come.")}
        raise Invalid("ELIMINATION", _("Report what is done, not what is planned."), fields=wrong)
    report = EliminationReport.objects.create(
        project=finding.project,
        finding=finding,
        number=next_number(EliminationReport.objects.filter(finding=finding)),
        done=done,
        done_on=done_on,
        organisation=finding.addressee,
        submitted_by=actor,
    )
    report.evidence.set(documents)
    finding.status, finding.return_reason = AuditFinding.Status.REPORTED, ""
    finding.version += 1
    finding.save(update_fields=["status", "return_reason", "version"])
    record(
        "audit_finding:eliminated",
        finding,
        actor=actor,
        organisation=finding.addressee,
        data={
            "report": report.number,
            "done": done,
            "done_on": done_on,
            "evidence": [document.sha256 for document in documents],
        },
    )
    announce(finding.project_id)
    return finding
