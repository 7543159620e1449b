"""Have a stored file judged by the virus scanner."""

from datetime import timedelta

from django.utils import timezone

from audit.evidence import scanner, storage
from audit.evidence.alerts import alert
from audit.evidence.models import Document
from audit.log.action import action
from audit.log.record import record
from egov_outsource.accounts.models import User
from projects.concurrency import locked
from projects.events import announce

_LONGEST_PAUSE = timedelta(hours=6)


@action
def scan_document(document: Document, *, actor: User) -> Document:
    """The task after reception (and its sweep) sends the content to the scanner.

    Recorded as `document:scanned` with engine, version and date; an infected file stays where it
    is and is not given out any more, and those who keep records are told. A scanner that does not
    answer is asked again after a pause that doubles; only its first failure is recorded.
    """
    engine, finding, fault = _judged(document)
    document = locked(document)
    if not document.is_stored:
        return document
    was_failing = document.scan == Document.Scan.FAILED
    document.scan_attempts += 1
    if fault:
        document.scan = Document.Scan.FAILED
        pause = timedelta(minutes=2 ** min(document.scan_attempts - 1, 10))
        document.scan_due_at = timezone.now() + min(pause, _LONGEST_PAUSE)
        document.scan_finding = fault[:300]
    else:
        document.scan = Document.Scan.INFECTED if finding else Document.Scan.CLEAN
        document.scan_due_at = None
        document.scan_finding = finding
        document.scan_engine = engine
        document.scanned_at = timezone.now()
    document.save()
    if fault and was_failing:
        return document
    data = {"outcome": document.scan, "sha256": document.sha256, "finding": document.scan_finding}
    record(
        "document:scan_failed" if fault else "document:scanned",
        document,
        actor=actor,
        data=data | {"engine": engine},
    )
    if finding:
        alert(document, "infected")
        announce(document.project_id)
    return document


def _judged(document: Document) -> tuple[str, str, str]:
    """Engine, what it found, and why it could not judge."""
    engine = ""
    try:
        engine = scanner.engine()
        with storage.opened(document.sha256) as content:
            return engine, scanner.judge(storage.pieces(content)).finding, ""
    except scanner.ScannerError as error:
        return engine, "", str(error)
    except FileNotFoundError:
        return engine, "", "the stored file is missing"
