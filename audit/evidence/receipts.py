"""What a person who handed in a file holds in their hand afterwards."""

import shlex
from typing import Any

from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.evidence.models import Document
from audit.log.models import Entry


def entry_of(document: Document) -> Entry | None:
    """The log's entry that carries the digest: its own, or that of the submission it is part of."""
    own = Entry.objects.about(document).filter(event="document:received").first()
    if own is not None or not document.sha256:
        return own
    return (
        Entry.objects.filter(project_id=document.project_id, actor_id=document.uploaded_by_id)
        .annotate(text=Cast("data", TextField()))
        .filter(text__contains=document.sha256)
        .order_by("pk")
        .first()
    )


def receipt(document: Document) -> dict[str, Any]:
    """The facts of the receipt, as a client reads them."""
    entry = entry_of(document)
    return {
        "document": document.pk,
        "project": {"id": document.project_id, "reference": document.project.reference},
        "title": document.title,
        "version": document.number,
        "file_name": document.file_name,
        "media_type": document.media_type,
        "size": document.size,
        "sha256": document.sha256,
        "received_at": document.uploaded_at.isoformat(),
        "handed_in_by": str(document.uploaded_by),
        "handed_in_for": document.organisation.name,
        "log_entry": str(entry.uid) if entry else None,
        "log_entry_at": entry.at.isoformat() if entry else None,
        "check": _command(document),
    }


def receipt_text(document: Document) -> str:
    """The receipt as plain text in the reader's language."""
    facts = receipt(document)
    received = timezone.localtime(document.uploaded_at)
    lines = [
        _("RECEIPT"),
        "",
        *(
            f"{label}: {value}"
            for label, value in (
                (_("Document"), f"{facts['title']} ({facts['document']})"),
                (_("Version"), facts["version"]),
                (_("Project"), facts["project"]["reference"]),
                (_("File name"), facts["file_name"]),
                (_("Size in bytes"), facts["size"]),
                ("SHA-256", facts["sha256"]),
                (_("Received"), f"{received:%Y-%m-%d %H:%M:%S %z}"),
                (_("Handed in by"), facts["handed_in_by"]),
                (_("Handed in for"), facts["handed_in_for"]),
                (_("Entry of the audit log"), facts["log_entry"] or "-"),
            )
        ),
        "",
        _("To check your copy, compute its SHA-256 and compare it with the one above:"),
        f"  Linux, macOS: {facts['check']}",
        f"  Windows: certutil -hashfile {_windows_name(document)} SHA256",
        "",
    ]
    return "\n".join(str(line) for line in lines)


def _command(document: Document) -> str:
    """The name is the sender's: nothing in it may run in the shell of whoever copies the line."""
    return f"sha256sum -- {shlex.quote(document.file_name)}"


def _windows_name(document: Document) -> str:
    """Two shells read the line, each with rules of its own: only a plain name stands in it."""
    is_plain = all(c.isalnum() or c in " ._-" for c in document.file_name)
    return f'"{document.file_name}"' if is_plain else "FILE"
