"""The files of a bundle, with what the platform knows of each."""

import json
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from audit.bundles.bag import BagWriter
from audit.bundles.models import Bundle
from audit.evidence import storage
from audit.evidence.models import Document

AT_ONCE = 500
LONGEST_NAME = 60
PLAIN = frozenset("-_")


def add_files(
    bag: BagWriter, bundle: Bundle, digests: Iterable[str] | None, reached: Callable[[], None]
) -> list[dict[str, Any]]:
    """Put every file that who asked may see into the bag; the list of all with what is missing.

    Those with the given digests, or all files of the project.

    A file in quarantine, disposed of or damaged stays out and is listed without a path: whoever
    checks the bundle finds out why, or that nothing says why.
    """
    rows = []
    for document in _documents(bundle, digests):
        path = "" if _stays_out(document) else _path(document)
        if path and bag.add(f"data/{path}", _content(document)) != document.sha256:
            raise DamagedEvidenceError(document.pk)
        rows.append(_facts(document, path))
        reached()
    content = json.dumps({"documents": rows}, ensure_ascii=False, indent=1)
    bag.add("data/documents.json", [content.encode()])
    return rows


class DamagedEvidenceError(Exception):
    """A file changed while it was read."""


def _documents(bundle: Bundle, digests: Iterable[str] | None) -> Iterator[Document]:
    visible = Document.objects.visible_to(bundle.requested_by).filter(project_id=bundle.project_id)
    rows = visible.select_related("organisation").order_by("pk")
    if digests is None:
        yield from rows.iterator(AT_ONCE)
        return
    known = list(digests)
    for start in range(0, len(known), AT_ONCE):
        yield from rows.filter(sha256__in=known[start : start + AT_ONCE])


def _stays_out(document: Document) -> bool:
    if not document.is_stored or document.is_quarantined:
        return True
    return storage.digest_now(document.sha256) != document.sha256


def _content(document: Document) -> Iterator[bytes]:
    with storage.opened(document.sha256) as stored:
        yield from storage.pieces(stored)


def _path(document: Document) -> str:
    """By title, so that a person finds it; the number keeps two of one title apart."""
    title = unicodedata.normalize("NFC", document.title)
    words = "".join(c if c.isalnum() or c in PLAIN else " " for c in title).split()
    suffix = document.file_name.rpartition(".")[2] if "." in document.file_name else ""
    ending = f".{suffix.lower()}" if suffix.isascii() and suffix.isalnum() else ""
    return f"files/{document.pk}/{'-'.join(words)[:LONGEST_NAME] or 'file'}{ending}"


def _facts(document: Document, path: str) -> dict[str, Any]:
    return {
        "id": document.pk,
        "path": path,
        "title": document.title,
        "version": document.number,
        "replaces": document.replaces_id,
        "kind": document.kind,
        "stage": document.stage,
        "file_name": document.file_name,
        "media_type": document.media_type,
        "size": document.size,
        "sha256": document.sha256,
        "received_at": document.uploaded_at.isoformat(),
        "handed_in_for": document.organisation.name,
        "scan": document.scan,
    }
