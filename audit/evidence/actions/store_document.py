"""Take a file into a project's evidence; part of actions that record themselves."""

import unicodedata
from contextlib import AbstractContextManager
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.evidence import parts, retention, scanner, storage
from audit.evidence.catalogue import most_bytes
from audit.evidence.kinds import media_type_of
from audit.evidence.models import Document
from audit.evidence.queueing import scan_soon
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict, Invalid

_LONGEST_NAME = 255
_LONGEST_TITLE = 500


def store_document(
    project: Any,
    *,
    actor: User,
    organisation_id: int,
    upload: File,
    title: str = "",
    kind: str = "",
    stage: str = "",
    replaces: Document | None = None,
) -> Document:
    """Store `upload` for one organisation and return its row; no entry, no check of rights.

    The calling action checks rights and records the digest. The same bytes from the same
    organisation in the same project are the same document: the earlier row is returned.

    Raises:
        Invalid: empty, too large, of a type that is not taken, or not what its name says.
        Conflict: `replaces` was replaced already.

    """
    document, _is_new = store_once(
        project,
        actor=actor,
        organisation_id=organisation_id,
        upload=upload,
        title=title,
        kind=kind,
        stage=stage,
        replaces=replaces,
    )
    return document


def store_once(
    project: Any,
    *,
    actor: User,
    organisation_id: int,
    upload: File,
    title: str,
    kind: str,
    stage: str,
    replaces: Document | None,
) -> tuple[Document, bool]:
    """As `store_document`, and whether the row is new."""
    name = clean_name(upload.name or "")
    kind = kind or (replaces.kind if replaces else "")
    limit = most_bytes(kind, in_parts=isinstance(upload, parts.Part))
    if upload.size > limit:
        raise storage.too_large(limit)
    _check_replaced(project, organisation_id, replaces)
    with _arrived(upload, actor, limit) as arrival:
        media_type = media_type_of(arrival.path, name)
        retention.hold_still(arrival.sha256)
        earlier = stored_before(project, organisation_id, arrival.sha256)
        if earlier is not None:
            return _known(earlier, arrival, upload), False
        document = Document(
            project=project,
            organisation_id=organisation_id,
            title=(title.strip() or _title_of(name, replaces))[:_LONGEST_TITLE],
            kind=kind,
            stage=stage or project.stage,
            number=replaces.number + 1 if replaces else 1,
            replaces=replaces,
            file_name=name,
            media_type=media_type,
            size=arrival.size,
            sha256=arrival.sha256,
            uploaded_by=actor,
            retained_until=retention.least_date(project, kind),
            **_awaiting_scan(),
        )
        try:
            with transaction.atomic():
                document.save(force_insert=True)
        except IntegrityError:
            # somebody handed in the same bytes, or the same new version, at this very moment
            earlier = stored_before(project, organisation_id, arrival.sha256)
            if earlier is not None:
                return _known(earlier, arrival, upload), False
            raise _replaced_already() from None
        arrival.keep()
    parts.forget(upload)
    scan_soon(document)
    return document, True


def _arrived(upload: File, actor: User, limit: int) -> AbstractContextManager[storage.Arrival]:
    if isinstance(upload, parts.Part):
        return storage.adopting(upload.ready_for(actor), limit=limit)
    upload.seek(0)
    return storage.arriving(upload.chunks(storage.CHUNK), limit=limit)


def _awaiting_scan() -> dict[str, Any]:
    if scanner.is_configured():
        return {"scan": Document.Scan.WAITING, "scan_due_at": timezone.now()}
    return {"scan": Document.Scan.NOT_SCANNED}


def _known(earlier: Document, arrival: storage.Arrival, upload: File) -> Document:
    """The row of the same bytes; they are put to their address again, where they may be missing.

    Raises:
        Invalid: they were found infected.

    """
    if earlier.scan == Document.Scan.INFECTED:
        sentence = _("This very file was found infected: %(finding)s.") % {
            "finding": earlier.scan_finding
        }
        raise Invalid("FILE-INFECTED", sentence, fields={"file": sentence})
    arrival.keep()
    parts.forget(upload)
    return earlier


def stored_before(project: Any, organisation_id: int, sha256: str) -> Document | None:
    """The row with these bytes that the organisation handed in earlier in this project."""
    return Document.objects.filter(
        project=project,
        organisation_id=organisation_id,
        sha256=sha256,
        disposed_at__isnull=True,
    ).first()


def clean_name(name: str) -> str:
    """The sender's name for the file, fit to be shown: no folders, no control characters."""
    last = PurePosixPath(name.replace("\\", "/")).name
    shown = "".join(c for c in last if unicodedata.category(c) not in {"Cc", "Cf", "Zl", "Zp"})
    path = PurePosixPath(shown.strip() or "file")
    return path.stem[: _LONGEST_NAME - len(path.suffix)] + path.suffix


def _title_of(name: str, replaces: Document | None) -> str:
    return replaces.title if replaces else PurePosixPath(name).stem


def _check_replaced(project: Any, organisation_id: int, replaces: Document | None) -> None:
    if replaces is None:
        return
    if replaces.project_id != project.pk or replaces.organisation_id != organisation_id:
        raise Invalid(
            "DOCUMENT-REPLACES",
            _("Only those who handed in a document can hand in its next version."),
            fields={"replaces": _("Choose a document of your own organisation.")},
        )
    if Document.objects.filter(replaces=replaces).exists():
        raise _replaced_already()


def _replaced_already() -> Conflict:
    return Conflict(
        "DOCUMENT-REPLACED",
        _("A newer version of this document was handed in already."),
        helper=_("Open the newest version and replace that one."),
    )
