"""Sending a stored file to somebody who may have it."""

import base64
import re
from typing import BinaryIO
from urllib.parse import quote

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import gettext_lazy as _

from audit.evidence import storage
from audit.evidence.actions.download_document import download_document
from audit.evidence.comparing import Leaving, between, require_received, unchanged
from audit.evidence.models import Document
from egov_outsource.accounts.models import User
from egov_outsource.errors import NotReady

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
    content = _opened(document)
    if settings.EVIDENCE_ACCEL_PREFIX and not settings.EVIDENCE_BUCKET:
        with content:
            require_received(content, document)
        address = storage.address_of(document.sha256)
        return HttpResponse(
            content_type=document.media_type,
            headers={"X-Accel-Redirect": f"{settings.EVIDENCE_ACCEL_PREFIX.rstrip('/')}/{address}"},
        )
    if span is None:
        pieces = unchanged(content, size=document.size, sha256=document.sha256)
        return StreamingHttpResponse(
            Leaving(content, pieces),
            content_type=document.media_type,
            headers={"Content-Length": str(document.size)},
        )
    try:
        state = require_received(content, document)
    except BaseException:
        content.close()
        raise
    first, last = span
    return StreamingHttpResponse(
        Leaving(content, between(content, first, last, state)),
        status=206,
        content_type=document.media_type,
        headers={
            "Content-Range": f"bytes {first}-{last}/{document.size}",
            "Content-Length": str(last - first + 1),
        },
    )


def _opened(document: Document) -> BinaryIO:
    try:
        return storage.opened(document.sha256)
    except FileNotFoundError:
        raise NotReady(
            "FILE-MISSING",
            _("The stored file is missing; the log keeps its digest."),
            helper=_("Tell the operator; a copy with the same digest can be handed in again."),
        ) from None


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


def _plain_name(document: Document) -> str:
    """A name for clients that do not know RFC 5987."""
    suffix = document.file_name.rpartition(".")[2]
    return f"document-{document.pk}.{suffix}"
