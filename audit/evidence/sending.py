"""Sending a stored file to somebody who may have it."""

import base64
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO
from urllib.parse import quote

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import gettext_lazy as _

from audit.evidence import storage
from audit.evidence.actions.download_document import download_document
from audit.evidence.models import Document
from egov_outsource.accounts.models import User
from egov_outsource.errors import NotReady


class ChangedFileError(Exception):
    """The stored file is not what was received; the next nightly check records it."""


@dataclass(frozen=True)
class Leaving:
    """Pieces of an open file; it is closed also when nobody takes them."""

    content: BinaryIO
    pieces: Iterator[bytes]

    def __iter__(self) -> Iterator[bytes]:
        """Once."""
        return self.pieces

    def close(self) -> None:
        """The response is done."""
        self.content.close()


_RANGE = re.compile(r"bytes=(?P<first>\d{0,18})-(?P<last>\d{0,18})")


def as_download(document: Document, *, actor: User, asked: str = "") -> HttpResponseBase:
    """The content as an attachment, never shown inside the page; with its digest in a header.

    `asked` is the header Range: one range is answered with 206, several with everything.

    Raises:
        NotReady: the content may not be given out, is not here, or is missing.

    """
    span = _span(asked, document.size)
    download_document(document, actor=actor, part=asked[:60] if span else "")
    response = _body(document, span)
    response["Content-Disposition"] = (
        f'attachment; filename="{_plain_name(document)}"; '
        f"filename*=UTF-8''{quote(document.file_name, safe='')}"
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    digest = base64.b64encode(bytes.fromhex(document.sha256)).decode()
    response["Repr-Digest"] = f"sha-256=:{digest}:"
    response["Accept-Ranges"] = "bytes"
    return response


def _body(document: Document, span: tuple[int, int] | None) -> HttpResponseBase:
    if settings.EVIDENCE_ACCEL_PREFIX and not settings.EVIDENCE_BUCKET:
        address = storage.address_of(document.sha256)
        return HttpResponse(
            content_type=document.media_type,
            headers={"X-Accel-Redirect": f"{settings.EVIDENCE_ACCEL_PREFIX.rstrip('/')}/{address}"},
        )
    try:
        content = storage.opened(document.sha256)
    except FileNotFoundError:
        raise NotReady(
            "FILE-MISSING",
            _("The stored file is missing; the log keeps its digest."),
            helper=_("Tell the operator; a copy with the same digest can be handed in again."),
        ) from None
    if span is None:
        return StreamingHttpResponse(
            Leaving(content, _unchanged(content, document)),
            content_type=document.media_type,
            headers={"Content-Length": str(document.size)},
        )
    first, last = span
    return StreamingHttpResponse(
        Leaving(content, _between(content, first, last)),
        status=206,
        content_type=document.media_type,
        headers={
            "Content-Range": f"bytes {first}-{last}/{document.size}",
            "Content-Length": str(last - first + 1),
        },
    )


def _span(asked: str, size: int) -> tuple[int, int] | None:
    """First and last byte of a range that can be answered; None for everything."""
    found = _RANGE.fullmatch(asked.replace(" ", ""))
    if found is None or not (found["first"] or found["last"]):
        return None
    if not found["first"]:
        first, last = max(size - int(found["last"]), 0), size - 1
    else:
        first = int(found["first"])
        last = min(int(found["last"] or size - 1), size - 1)
    return (first, last) if first <= last else None


def _unchanged(content: BinaryIO, document: Document) -> Iterator[bytes]:
    """The last piece leaves only when all together are what was received.

    Raises:
        ChangedFileError: before that: the transfer breaks off, and nobody takes it for whole.

    """
    digest, left, held = hashlib.sha256(), document.size, b""
    while left >= 0 and (piece := content.read(storage.CHUNK)):
        digest.update(piece)
        left -= len(piece)
        if held and left >= 0:
            yield held
        held = piece
    if left or digest.hexdigest() != document.sha256:
        raise ChangedFileError(document.pk)
    yield held


def _between(content: BinaryIO, first: int, last: int) -> Iterator[bytes]:
    content.seek(first)
    left = last - first + 1
    while left and (piece := content.read(min(storage.CHUNK, left))):
        left -= len(piece)
        yield piece


def _plain_name(document: Document) -> str:
    """A name for clients that do not know RFC 5987."""
    suffix = document.file_name.rpartition(".")[2]
    return f"document-{document.pk}.{suffix}"
