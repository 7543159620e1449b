"""Sending a stored file to somebody who may have it."""

import base64
from urllib.parse import quote

from django.conf import settings
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.utils.translation import gettext_lazy as _

from audit.evidence import storage
from audit.evidence.models import Document
from egov_outsource.errors import NotReady


def as_download(document: Document) -> HttpResponseBase:
    """The content as an attachment, never shown inside the page; with its digest in a header.

    Raises:
        NotReady: the content is not here (imported documents), or is missing.

    """
    if not document.is_stored:
        raise NotReady(
            "FILE-ELSEWHERE", _("This document is published elsewhere; see its address.")
        )
    response = _body(document)
    response["Content-Disposition"] = (
        f'attachment; filename="{_plain_name(document)}"; '
        f"filename*=UTF-8''{quote(document.file_name, safe='')}"
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    digest = base64.b64encode(bytes.fromhex(document.sha256)).decode()
    response["Repr-Digest"] = f"sha-256=:{digest}:"
    return response


def _body(document: Document) -> HttpResponseBase:
    if settings.EVIDENCE_ACCEL_PREFIX:
        digest = document.sha256
        address = f"{digest[:2]}/{digest[2:4]}/{digest}"
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
    return FileResponse(content, content_type=document.media_type)


def _plain_name(document: Document) -> str:
    """A name for clients that do not know RFC 5987."""
    suffix = document.file_name.rpartition(".")[2]
    return f"document-{document.pk}.{suffix}"
