"""Order that evidence is kept, whatever its age."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from audit.evidence.models import Document, Hold
from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Invalid, NotReady
from projects.concurrency import locked
from projects.events import announce
from projects.rights import Right


@action
def place_hold(subject: Any, *, actor: User, reason: str) -> Hold:
    """Holders of `keep_records` place a hold on a document, or on all evidence of a project.

    Nothing under a hold is disposed of. Recorded as `hold:placed` with the reason.
    """
    subject = locked(subject)
    access.require(actor, Right.KEEP_RECORDS, subject)
    reason = reason.strip()
    if not reason:
        sentence = _("Say why it must be kept.")
        raise Invalid("HOLD-REASON", sentence, fields={"reason": sentence})
    document = subject if isinstance(subject, Document) else None
    if document is not None and not document.is_stored:
        raise NotReady("HOLD-NOTHING", _("There is no content here that could be held."))
    project = document.project if document else subject
    hold = Hold.objects.create(project=project, document=document, reason=reason, placed_by=actor)
    record(
        "hold:placed",
        hold,
        actor=actor,
        data={
            "document": document,
            "reason": reason,
            "sha256": document.sha256 if document else "",
        },
    )
    announce(project.pk)
    return hold
