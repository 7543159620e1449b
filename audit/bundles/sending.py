"""Sending a bundle to the person who asked for it."""

import base64

from django.http import StreamingHttpResponse
from django.utils.translation import gettext_lazy as _

from audit.bundles.actions.download_bundle import download_bundle
from audit.bundles.building import stored_path
from audit.bundles.models import Bundle
from audit.evidence.comparing import Leaving, unchanged
from egov_outsource.accounts.models import User
from egov_outsource.errors import NotReady


def as_download(bundle: Bundle, *, actor: User) -> StreamingHttpResponse:
    """The file as an attachment, with its digest in a header; whole only as it was built.

    Raises:
        NotReady: it is not there yet, or no longer.

    """
    bundle = download_bundle(bundle, actor=actor)
    try:
        content = stored_path(bundle.stored_as).open("rb")
    except FileNotFoundError:
        raise NotReady(
            "BUNDLE-MISSING", _("The file is missing."), helper=_("Ask for it again.")
        ) from None
    pieces = unchanged(content, size=bundle.size, sha256=bundle.sha256)
    response = StreamingHttpResponse(
        Leaving(content, pieces),
        content_type="application/zip",
        headers={
            "Content-Disposition": f'attachment; filename="{bundle.file_name}"',
            "Content-Length": str(bundle.size),
        },
    )
    digest = base64.b64encode(bytes.fromhex(bundle.sha256)).decode()
    response["Repr-Digest"] = f"sha-256=:{digest}:"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
