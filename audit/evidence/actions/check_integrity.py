"""Compare a stored file with the digest under which it was received."""

from django.utils import timezone

from audit.evidence import storage
from audit.evidence.alerts import alert
from audit.evidence.models import Document
from audit.log.action import action
from audit.log.record import record
from egov_outsource.accounts.models import User


@action
def check_integrity(document: Document, *, actor: User) -> Document:
    """The nightly task (or an operator) recomputes the digest and notes the outcome.

    Recorded only when the state changes: `document:integrity_failed` when the content is missing
    or another, and those who keep records are told; `document:integrity_restored` when it is
    right again. What was disposed of has nothing to be compared with.
    """
    found = storage.digest_now(document.sha256)
    document = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    if document.disposed_at is not None:
        return document
    was_intact = document.is_intact
    document.is_intact = found == document.sha256
    document.checked_at = timezone.now()
    document.save(update_fields=["is_intact", "checked_at"])
    if not document.is_intact and was_intact is not False:
        record(
            "document:integrity_failed",
            document,
            actor=actor,
            data={"expected": document.sha256, "found": found or "missing"},
        )
        alert(document, "broken")
    elif document.is_intact and was_intact is False:
        record(
            "document:integrity_restored",
            document,
            actor=actor,
            data={"expected": document.sha256, "found": found},
        )
    return document
