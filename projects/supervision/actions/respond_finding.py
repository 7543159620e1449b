"""Answer a finding."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict, Hidden, Invalid
from projects.concurrency import locked
from projects.events import announce
from projects.owners import is_owners
from projects.rights import Right
from projects.supervision.models import Finding
from projects.supervision.parties import serves


@action
def respond_finding(
    finding: Finding, *, actor: User, response: str, expected_version: int | None = None
) -> Finding:
    """People of the addressee answer: a contractor's by `respond`, the owner's officers.

    Recorded as `finding:answered`.
    """
    finding = locked(finding, expected_version=expected_version)
    to_owner = is_owners(finding.project, finding.addressee_id)
    access.require(actor, Right.EDIT_SUPERVISION if to_owner else Right.RESPOND, finding)
    if not to_owner and not serves(actor, finding.addressee_id):
        raise Hidden("HIDDEN", _("There is nothing here that you can see."))
    if finding.status != Finding.Status.ISSUED:
        raise Conflict("FINDING-ANSWERED", _("This finding does not wait for an answer."))
    if not response.strip():
        raise Invalid(
            "FINDING-RESPONSE",
            _("Write an answer."),
            fields={"response": _("Say what was or will be done about it.")},
        )
    finding.response, finding.status = response, Finding.Status.ANSWERED
    finding.responded_by, finding.responded_at = actor, timezone.now()
    finding.version += 1
    finding.save()
    record(
        "finding:answered",
        finding,
        actor=actor,
        data={"response": response, "due": finding.due, "is_late": finding.is_overdue},
    )
    announce(finding.project_id)
    return finding
