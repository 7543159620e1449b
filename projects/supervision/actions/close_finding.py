"""Close a finding."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict, Invalid, NotReady
from projects.concurrency import locked
from projects.duties import require_another
from projects.events import announce
from projects.rights import Right
from projects.supervision.models import Finding
from projects.supervision.parties import require_member


@action
def close_finding(
    finding: Finding, *, actor: User, note: str, expected_version: int | None = None
) -> Finding:
    """Only the organisation that raised it closes it, after an answer and with a note;
    never whoever answered, by another account or as a stand-in either.

    Recorded as `finding:closed`.
    """
    finding = locked(finding, expected_version=expected_version)
    access.require(actor, Right.INSPECT, finding)
    require_member(actor, finding.organisation_id)
    require_another(actor, [finding.responded_by_id])
    if finding.status == Finding.Status.CLOSED:
        raise Conflict("FINDING-CLOSED", _("This finding is already closed."))
    if finding.status != Finding.Status.ANSWERED:
        raise NotReady("FINDING-NOT-ANSWERED", _("The addressee must answer first."))
    if not note.strip():
        raise Invalid(
            "FINDING-CLOSING",
            _("Say what was checked."),
            fields={"note": _("Closing needs a note on what was checked.")},
        )
    finding.status, finding.closing_note = Finding.Status.CLOSED, note
    finding.closed_by, finding.closed_at = actor, timezone.now()
    finding.version += 1
    finding.save()
    record("finding:closed", finding, actor=actor, data={"note": note})
    announce(finding.project_id)
    return finding
