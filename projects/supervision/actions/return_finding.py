"""Send the answer to a finding back."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import NotReady, Text
from projects.concurrency import locked
from projects.events import announce
from projects.rights import Right
from projects.selection.terms import refuse_wrong
from projects.supervision.models import Finding
from projects.supervision.parties import require_member


@action
def return_finding(
    finding: Finding,
    *,
    actor: User,
    note: str,
    due: date | None = None,
    expected_version: int | None = None,
) -> Finding:
    """The raiser's organisation is not satisfied; the day stays unless another is given.

    Recorded as `finding:returned`.
    """
    finding = locked(finding, expected_version=expected_version)
    access.require(actor, Right.INSPECT, finding)
    require_member(actor, finding.organisation_id)
    if finding.status != Finding.Status.ANSWERED:
        raise NotReady("FINDING-NOT-ANSWERED", _("There is no answer that could be returned."))
    wrong: dict[str, Text] = {}
    if not note.strip():
        wrong["note"] = _("Say what is missing.")
    if due is not None and due < timezone.localdate():
        wrong["due"] = _("This day is already over.")
    refuse_wrong("FINDING-RETURN", wrong)
    finding.status, finding.return_note = Finding.Status.ISSUED, note
    finding.due = due or finding.due
    finding.version += 1
    finding.save()
    record("finding:returned", finding, actor=actor, data={"note": note, "due": finding.due})
    announce(finding.project_id)
    return finding
