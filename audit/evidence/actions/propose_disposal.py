"""Propose to remove the content of a document whose retention has ended."""

from django.utils.translation import gettext_lazy as _

from audit.evidence import retention
from audit.evidence.models import Disposal, Document
from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict, Invalid
from projects.concurrency import locked
from projects.events import announce
from projects.rights import Right


@action
def propose_disposal(document: Document, *, actor: User, reason: str) -> Disposal:
    """Holders of `keep_records` propose it; somebody else decides.

    Refused while the project runs, before retention has ended and under a hold. Recorded as
    `disposal:proposed`.
    """
    document = locked(document)
    access.require(actor, Right.KEEP_RECORDS, document)
    retention.require_disposable(document)
    if document.disposals.filter(state=Disposal.State.PROPOSED).exists():
        raise Conflict("DISPOSAL-OPEN", _("Its disposal is proposed already."))
    reason = reason.strip()
    if not reason:
        sentence = _("Say why it is no longer needed.")
        raise Invalid("DISPOSAL-REASON", sentence, fields={"reason": sentence})
    disposal = Disposal.objects.create(
        project=document.project, document=document, reason=reason, proposed_by=actor
    )
    record(
        "disposal:proposed",
        disposal,
        actor=actor,
        data={"document": document, "sha256": document.sha256, "reason": reason},
    )
    announce(document.project_id)
    return disposal
