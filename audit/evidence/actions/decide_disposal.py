"""Decide about a proposed disposal, as a second person."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.evidence import retention
from audit.evidence.models import Disposal, Document
from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict, Invalid
from projects.concurrency import locked
from projects.duties import require_another
from projects.events import announce
from projects.rights import Right


@action
def decide_disposal(
    disposal: Disposal, *, actor: User, is_approved: bool, reason: str = ""
) -> Disposal:
    """Another holder of `keep_records` than who proposed it approves or declines.

    Approved: the content is removed once this is committed, unless another document names the
    same bytes; row, digest and every entry stay (INV-6). Everything that stands against it is
    asked again. Recorded as `disposal:carried_out` or `disposal:declined`.
    """
    locked(disposal.project)  # a hold on the whole project waits, or is seen
    document = locked(disposal.document)
    disposal = locked(disposal)
    access.require(actor, Right.KEEP_RECORDS, disposal)
    if disposal.state != Disposal.State.PROPOSED:
        raise Conflict("DISPOSAL-DECIDED", _("This disposal was decided already."))
    require_another(actor, [disposal.proposed_by_id], code="SOD-1")
    if is_approved:
        retention.require_disposable(document)
    elif not reason.strip():
        sentence = _("Say why it must stay.")
        raise Invalid("DISPOSAL-REASON", sentence, fields={"reason": sentence})
    disposal.state = Disposal.State.APPROVED if is_approved else Disposal.State.DECLINED
    disposal.decided_by, disposal.decided_at = actor, timezone.now()
    disposal.decision_reason = reason.strip()
    disposal.save()
    if is_approved:
        _dispose(document)
    record(
        "disposal:carried_out" if is_approved else "disposal:declined",
        disposal,
        actor=actor,
        data={
            "document": document,
            "sha256": document.sha256,
            "reason": disposal.decision_reason or disposal.reason,
            "proposed_by": disposal.proposed_by_id,
            "kept_until": retention.kept_until(document).isoformat(),
        },
    )
    announce(document.project_id)
    return disposal


def _dispose(document: Document) -> None:
    document.disposed_at = timezone.now()
    document.save(update_fields=["disposed_at"])
    retention.remove_content_soon(document.sha256)
