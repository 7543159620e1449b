"""Change a finding while it is a draft."""

from collections.abc import Mapping
from typing import Any, cast

from audit.log.action import action
from audit.log.record import record
from audit.reviews.findings import Contents, check_contents
from audit.reviews.mandate import require_auditor, require_open, require_status
from audit.reviews.models import AuditFinding
from egov_outsource.accounts.models import User
from projects.concurrency import locked


@action
def change_finding(
    finding: AuditFinding,
    *,
    actor: User,
    contents: Mapping[str, Any],
    expected_version: int | None = None,
) -> AuditFinding:
    """The auditors of the review change a draft; after issue nobody edits (INV-4).

    `contents` are fields of the finding and `evidence`; what is not named stays. Recorded as
    `audit_finding:changed` under seal, without the words of the draft.
    """
    finding = locked(finding, expected_version=expected_version)
    engagement = require_auditor(finding.review, actor)
    require_open(finding.review)
    require_status(finding, AuditFinding.Status.DRAFT)
    names = Contents.__annotations__
    evidence = list(contents.get("evidence", finding.evidence.all()))
    merged = {name: contents.get(name, getattr(finding, name)) for name in names}
    check_contents(finding.review, cast("Contents", merged), evidence, actor)
    for name, value in merged.items():
        setattr(finding, name, value)
    finding.version += 1
    finding.save()
    finding.evidence.set(evidence)
    record(
        "audit_finding:changed",
        finding,
        actor=actor,
        organisation=engagement.organisation,
    )
    return finding
