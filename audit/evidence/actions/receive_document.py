"""Hand a file in to a project."""

from typing import Any

from django.core.files.base import File
from django.utils.translation import gettext_lazy as _

from audit.evidence.actions.store_document import store_once
from audit.evidence.models import Document
from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import Organisation, User
from egov_outsource.errors import Conflict
from projects.events import announce
from projects.rights import Right


@action
def receive_document(
    project: Any,
    *,
    actor: User,
    upload: File,
    title: str = "",
    kind: str = "",
    stage: str = "",
    replaces: Document | None = None,
) -> Document:
    """Holders of `upload_evidence` hand in a file for their organisation.

    A corrected file is a new version that `replaces` the older; nothing is overwritten. Recorded
    as `document:received` with digest and size. The same bytes twice are refused by naming the
    earlier document.
    """
    mandate = access.require(actor, Right.UPLOAD_EVIDENCE, project)
    assert mandate.organisation_id is not None  # noqa: S101 - a held right has a holder
    document, is_new = store_once(
        project,
        actor=actor,
        organisation_id=mandate.organisation_id,
        upload=upload,
        title=title,
        kind=kind,
        stage=stage,
        replaces=replaces,
    )
    if not is_new:
        raise Conflict(
            "DOCUMENT-TWICE",
            _("This very file was handed in already, as “%(title)s” on %(day)s.")
            % {"title": document.title, "day": f"{document.uploaded_at:%Y-%m-%d}"},
            helper=_("Its receipt is on the page of that document."),
        )
    record(
        "document:received",
        document,
        actor=actor,
        organisation=Organisation.objects.get(pk=mandate.organisation_id),
        data={
            "sha256": document.sha256,
            "size": document.size,
            "media_type": document.media_type,
            "kind": document.kind,
            "version": document.number,
            "replaces": replaces,
            "scan": document.scan,
        },
        personal={"file_name": document.file_name},
    )
    announce(project.pk)
    return document
