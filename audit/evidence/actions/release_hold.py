"""End a legal hold."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.evidence.models import Hold
from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict, Invalid
from projects.concurrency import locked
from projects.events import announce
from projects.rights import Right


@action
def release_hold(hold: Hold, *, actor: User, reason: str) -> Hold:
    """Holders of `keep_records` release a hold; the row stays. Recorded as `hold:released`."""
    hold = locked(hold)
    access.require(actor, Right.KEEP_RECORDS, hold)
    if hold.released_at is not None:
        raise Conflict("HOLD-RELEASED", _("This hold was released already."))
    reason = reason.strip()
    if not reason:
        sentence = _("Say why it need not be kept any longer.")
        raise Invalid("HOLD-REASON", sentence, fields={"reason": sentence})
    hold.released_by, hold.released_at, hold.release_reason = actor, timezone.now(), reason
    hold.save()
    document = hold.document
    record(
        "hold:released",
        hold,
        actor=actor,
        data={
            "document": document,
            "reason": reason,
            "sha256": document.sha256 if document else "",
        },
    )
    announce(hold.project_id)
    return hold
